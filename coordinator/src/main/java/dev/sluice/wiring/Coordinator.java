package dev.sluice.wiring;

import dev.sluice.engine.DaemonThreads;
import dev.sluice.engine.IdleThreads;
import dev.sluice.fastcgi.FastCgiHttp;
import dev.sluice.host.Timekeeper;
import dev.sluice.http.OkHostHttpFactory;
import dev.sluice.http.OkWebDownload;
import dev.sluice.http.OkWebPost;
import dev.sluice.journal.FileArtifactDownloads;
import dev.sluice.journal.FileDigestCache;
import dev.sluice.journal.FileHostLogs;
import dev.sluice.journal.FileRecordCopies;
import dev.sluice.journal.FileRequests;
import dev.sluice.journal.FileRestrictions;
import dev.sluice.journal.FileRolloutStore;
import dev.sluice.journal.FileScheduleRecords;
import dev.sluice.notify.FileOutbox;
import dev.sluice.operation.Approver;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Ports;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.probe.PlaybookHealthProbe;
import dev.sluice.secret.LocalSecrets;
import dev.sluice.shell.ShellTasks;
import dev.sluice.ssh.MinaHostConnector;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;

/** All adapters, made once, for any number of fleets; it closes what it made. Fleets are closed before it. */
public final class Coordinator implements Fleets, AutoCloseable {
    private final Ports ports;
    private final MinaHostConnector connector;
    private final FileOutbox outbox;
    private final ExecutorService threads = IdleThreads.endSoon(DaemonThreads.named("sluice-hosts"));

    public Coordinator(Settings settings) {
        this(settings, new SystemTime());
    }

    /** @param time in place of the machine's own clocks */
    public Coordinator(Settings settings, Timekeeper time) {
        var secrets = new LocalSecrets(settings.environment());
        this.connector = new MinaHostConnector(secrets, settings.environment());
        this.outbox = new FileOutbox(
                settings.state(), new OkWebPost(), () -> new LocalSecrets(settings.environment()), time::now);
        this.ports = new Ports(
                new Ports.Contact(
                        connector,
                        connector.trust(),
                        new OkHostHttpFactory(secrets),
                        FastCgiHttp::new,
                        (playbook, sessions) -> new PlaybookHealthProbe(
                                playbook.health(), playbook.probe().timeout(), secrets, sessions)),
                new Ports.Records(
                        new FileRolloutStore(settings.state(), time::now),
                        keys -> new FileRecordCopies(settings.state(), keys),
                        new FileRequests(),
                        new FileHostLogs(settings.state(), time::now),
                        new FileScheduleRecords(settings.state(), time::now),
                        new FileRestrictions(settings.state()),
                        new FileDigestCache(settings.state(), time::now),
                        new FileArtifactDownloads(settings.state(), new OkWebDownload(), time::now),
                        outbox),
                new Ports.Machine(
                        secrets,
                        directory -> new ShellTasks(directory, settings.environment()),
                        time,
                        new SecureRandom(),
                        threads,
                        settings.state().resolve(".payloads"),
                        settings.failPoint()),
                settings.actor());
    }

    @Override
    public Fleet fleet(Project project, Scope scope) {
        return new Fleet(ports, project, scope);
    }

    @Override
    public Ports.Records records() {
        return ports.records();
    }

    @Override
    public Timekeeper time() {
        return ports.machine().time();
    }

    /**
     * The same on behalf of a person or a program other than this process.
     *
     * @param actor who asks, for the record
     * @param approver whether the actor may promote what the same one started
     */
    public Fleets by(String actor, Approver approver) {
        return new Acting(ports.by(actor, approver));
    }

    private record Acting(Ports ports) implements Fleets {
        @Override
        public Fleet fleet(Project project, Scope scope) {
            return new Fleet(ports, project, scope);
        }

        @Override
        public Ports.Records records() {
            return ports.records();
        }

        @Override
        public Timekeeper time() {
            return ports.machine().time();
        }
    }

    @Override
    public void close() {
        connector.close();
        outbox.close();
        threads.shutdownNow();
    }
}
