package dev.sluice.operation;

import dev.sluice.artifact.ArtifactDownloads;
import dev.sluice.artifact.DigestCache;
import dev.sluice.document.SecretSource;
import dev.sluice.engine.FailPoint;
import dev.sluice.engine.HealthProbe;
import dev.sluice.engine.HostLogs;
import dev.sluice.engine.LocalTasks;
import dev.sluice.engine.Outbox;
import dev.sluice.engine.RecordCopies;
import dev.sluice.engine.RecordKeys;
import dev.sluice.engine.Requests;
import dev.sluice.engine.RestrictionStore;
import dev.sluice.engine.RolloutStore;
import dev.sluice.engine.ScheduleRecords;
import dev.sluice.host.HostConnector;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpFactory;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostTrust;
import dev.sluice.host.ServiceAddress;
import dev.sluice.host.Sessions;
import dev.sluice.host.Timekeeper;
import dev.sluice.playbook.Playbook;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * What operations reach the world through. It is made once and serves any number of fleets, one after the other and side by side; who made it
 * closes what is behind it.
 *
 * @param actor who asks, for the record: user, machine, process
 * @param approver whether the actor may promote what the same one started
 */
public record Ports(Contact contact, Records records, Machine machine, String actor, Approver approver) {
    /** For a process that any approver may use. */
    public Ports(Contact contact, Records records, Machine machine, String actor) {
        this(contact, records, machine, actor, Approver.ANYBODY);
    }

    /** The same on behalf of another person or program. */
    public Ports by(String who, Approver rule) {
        return new Ports(contact, records, machine, who, rule);
    }

    /** The ways to hosts. */
    public record Contact(
            HostConnector connector, HostTrust trust, HostHttpFactory https, FastCgi fastCgi, HealthProbes probes) {}

    /** What is kept of rollouts and artifacts on this machine, and what is on its way to people. */
    public record Records(
            RolloutStore store,
            Copies copies,
            Requests requests,
            HostLogs logs,
            ScheduleRecords schedules,
            RestrictionStore restrictions,
            DigestCache digests,
            ArtifactDownloads downloads,
            Outbox outbox) {}

    /**
     * The machine that operations run on.
     *
     * @param random from a secure source
     * @param spool a directory for payloads while they are uploaded, as large as they are
     * @param failPoint where a test wants this process to end
     */
    public record Machine(
            SecretSource secrets,
            TaskDirectories tasks,
            Timekeeper time,
            RandomGenerator random,
            ExecutorService threads,
            Path spool,
            Optional<FailPoint> failPoint) {}

    /** Requests to PHP-FPM without a web server. */
    @FunctionalInterface
    public interface FastCgi {
        HostHttp over(HostSession session, ServiceAddress address, String documentRoot);
    }

    /** The health checks of a playbook. */
    @FunctionalInterface
    public interface HealthProbes {
        HealthProbe of(Playbook playbook, Sessions sessions);
    }

    /** Copies of records, which count when one of these keys signed them. */
    @FunctionalInterface
    public interface Copies {
        RecordCopies trusting(RecordKeys keys);
    }

    /** Tasks that run on this machine. */
    @FunctionalInterface
    public interface TaskDirectories {
        LocalTasks in(Path directory);
    }
}
