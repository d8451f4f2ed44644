package dev.sluice.app;

import dev.sluice.app.Project.Scope;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointTrust;
import dev.sluice.engine.CodeRefresh;
import dev.sluice.engine.DaemonThreads;
import dev.sluice.engine.FleetName;
import dev.sluice.engine.HealthProbe;
import dev.sluice.engine.HostLogs;
import dev.sluice.engine.HostWork;
import dev.sluice.engine.Interruption;
import dev.sluice.engine.Outside;
import dev.sluice.engine.RecordCopies;
import dev.sluice.engine.RecordKeys;
import dev.sluice.engine.Requests;
import dev.sluice.engine.RolloutOpener;
import dev.sluice.engine.RolloutStore;
import dev.sluice.engine.Rollouts;
import dev.sluice.engine.SessionHostWork;
import dev.sluice.engine.Sessions;
import dev.sluice.engine.StoppableStore;
import dev.sluice.engine.StoppableWork;
import dev.sluice.engine.Surroundings;
import dev.sluice.engine.TaskSupport;
import dev.sluice.engine.Timekeeper;
import dev.sluice.fastcgi.FastCgiHttp;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostTrust;
import dev.sluice.host.ServiceAddress;
import dev.sluice.http.OkHostHttpFactory;
import dev.sluice.inventory.Host;
import dev.sluice.journal.FileHostLogs;
import dev.sluice.journal.FileRecordCopies;
import dev.sluice.journal.FileRequests;
import dev.sluice.journal.FileRolloutStore;
import dev.sluice.php.EndpointClients;
import dev.sluice.php.EndpointCodeRefresh;
import dev.sluice.php.EndpointKeys;
import dev.sluice.php.EndpointScript;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Playbook;
import dev.sluice.probe.PlaybookHealthProbe;
import dev.sluice.secret.LocalSecrets;
import dev.sluice.shell.ShellTasks;
import dev.sluice.ssh.MinaHostConnector;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.ReleaseContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All adapters, made once and put together, for one fleet. */
public final class Coordinator implements AutoCloseable {
    private static final int NONCE_BYTES = 16;

    private final Project project;
    private final Scope scope;
    private final Settings settings;
    private final Timekeeper time = new SystemTime();
    private final SecretSource secrets;
    private final EndpointKeys keys;
    private final HostTrust trust;
    private final Sessions sessions;
    private final RolloutStore store;
    private final RecordCopies copies;
    private final Requests requests = new FileRequests();
    private final Interruption interruption = new Interruption();
    private final HostLogs logs;
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("sluice-hosts"));

    /** @param scope the hosts that the command is about; those that it excludes are not contacted */
    public Coordinator(Project project, Scope scope, Settings settings) {
        this.project = project;
        this.scope = scope;
        this.settings = settings;
        this.secrets = new LocalSecrets(settings.environment());
        this.keys = new EndpointKeys(secrets);
        var connector = new MinaHostConnector(secrets, settings.environment());
        this.trust = connector.trust();
        this.sessions = new Sessions(new ScopedConnector(connector, scope), new OkHostHttpFactory(secrets));
        this.store = new FileRolloutStore(settings.state(), time::now);
        this.copies = new FileRecordCopies(settings.state(), recordKeys());
        this.logs = new FileHostLogs(settings.state(), time::now);
    }

    public Project project() {
        return project;
    }

    /** The hosts that the command is about. */
    public Scope scope() {
        return scope;
    }

    public FleetName fleet() {
        return project.fleet();
    }

    public RolloutStore store() {
        return store;
    }

    /** The keys that vouch for records and plans. */
    RecordKeys recordKeys() {
        return new ProjectKeys(project, keys);
    }

    /** What tasks wrote. */
    public HostLogs logs() {
        return logs;
    }

    /** Asks every host what it is; changes nothing. */
    public Survey survey(List<Host> hosts) {
        return new Surveyor(project.playbook().release(), onHosts("preflight")).survey(hosts);
    }

    /** For what is done on many hosts at once, outside of rollouts. */
    HostLanes lanes() {
        return new HostLanes(threads, project.playbook().strategy().parallel());
    }

    /** @param doing for failures, such as {@code prune} */
    SessionWork onHosts(String doing) {
        return new SessionWork(sessions, lanes(), doing);
    }

    RecordCopies copies() {
        return copies;
    }

    Requests requests() {
        return requests;
    }

    /** Where a signal tells that this process is to end. */
    public Interruption interruption() {
        return interruption;
    }

    /** Who asks, for the record. */
    public String actor() {
        return settings.actor();
    }

    Timekeeper time() {
        return time;
    }

    HostTrust trust() {
        return trust;
    }

    Sessions sessions() {
        return sessions;
    }

    ExecutorService threads() {
        return threads;
    }

    RolloutId newRolloutId() {
        return RolloutId.of(random.nextLong(), random.nextLong());
    }

    int randomBits() {
        return random.nextInt();
    }

    long seed() {
        return random.nextLong();
    }

    /** Rollouts that stage this content; none where every host has the release already. */
    Rollouts rollouts(Optional<ReleaseContent> content) {
        return rollouts(content, store);
    }

    /** The same for one that was found, whose plan is run as it was compared with the files of this machine. */
    Rollouts rollouts(Optional<ReleaseContent> content, RolloutPlan plan) {
        return rollouts(content, new ComparedPlan(store, plan));
    }

    private Rollouts rollouts(Optional<ReleaseContent> content, RolloutOpener opener) {
        return new Rollouts(
                settings.failPoint()
                        .<RolloutOpener>map(point -> new StoppableStore(opener, point))
                        .orElse(opener),
                plan -> work(plan, content),
                List.of(),
                new Outside(requests, copies, interruption),
                time);
    }

    private HostWork work(RolloutPlan plan, Optional<ReleaseContent> content) {
        var work = new SessionHostWork(plan, surroundings(plan.playbook()), content);
        return settings.failPoint()
                .<HostWork>map(point -> new StoppableWork(work, point))
                .orElse(work);
    }

    private Surroundings surroundings(Playbook playbook) {
        return new Surroundings(sessions, code(playbook), probe(playbook), this::endpointFiles, time, tasks());
    }

    private TaskSupport tasks() {
        var playbook = Path.of(project.playbookDocument().index().file()).toAbsolutePath();
        var directory = Optional.ofNullable(playbook.getParent()).orElse(playbook);
        return new TaskSupport(secrets, new ShellTasks(directory, settings.environment()), logs);
    }

    /** Asks the live release's health. */
    LiveHealth liveHealth(Playbook playbook) {
        return new LiveHealth(probe(playbook), playbook.probe(), sessions::http, time, lanes());
    }

    /** Looks whether each host could go back to what it serves. */
    WayBack wayBack(Survey survey) {
        var playbook = project.playbook();
        return new WayBackCheck(playbook, sessions, code(playbook), this::endpointFiles, lanes()).of(survey);
    }

    private HealthProbe probe(Playbook playbook) {
        return new PlaybookHealthProbe(playbook.health(), playbook.probe().timeout(), secrets, sessions);
    }

    CodeRefresh code(Playbook playbook) {
        return new EndpointCodeRefresh(clients(playbook), playbook, secrets, sessions, time, threads);
    }

    /** Asks the endpoints of hosts, and changes nothing. */
    EndpointQuestions questions() {
        return new EndpointQuestions(project, keys, clients(project.playbook()));
    }

    private EndpointClients clients(Playbook playbook) {
        var fleet = new EndpointSite(fleet().inventory(), fleet().site(), "");
        return new EndpointClients(fleet, host -> fpm(host, playbook), this::nonce, time::now);
    }

    private HostHttp fpm(Host host, Playbook playbook) throws HostException {
        var address = ServiceAddress.parse(host.web().fastcgi().orElseThrow());
        var docroot = playbook.release().docroot();
        var root = host.path() + "/current" + (docroot.equals(".") ? "" : "/" + docroot);
        return new FastCgiHttp(sessions.to(host), address, root);
    }

    private String nonce() {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What is placed on a host so that PHP can be asked. */
    EndpointFiles endpointFiles(Host host) {
        return endpointFiles(host, List.of());
    }

    /** @param more keys that are trusted besides the one of the playbook */
    EndpointFiles endpointFiles(Host host, List<EndpointPublicKey> more) {
        var opcache = project.playbook().opcache().of(host);
        if (!opcache.endpoint().standsInRelease() || opcache.key().isEmpty()) {
            return EndpointFiles.none();
        }
        try {
            var key = keys.read(opcache.key().get());
            var site = new EndpointSite(
                    fleet().inventory(), fleet().site(), host.name().value());
            var trusted = new ArrayList<>(List.of(key.publicKey()));
            trusted.addAll(more);
            var trust = new EndpointTrust(trusted, site, Callers.of(host));
            return new EndpointFiles(new String(EndpointScript.bytes(), StandardCharsets.UTF_8), trust.json());
        } catch (SecretException e) {
            throw new IllegalStateException("the endpoint's key was checked before: " + e.getMessage(), e);
        }
    }

    /** Refuses early what would fail on every host: an endpoint without a usable key. */
    void checkKeys() throws RefusedException {
        var checked = new HashSet<Opcache>();
        for (var host : project.inventory().hosts()) {
            var opcache = project.playbook().opcache().of(host);
            if (checked.add(opcache)) {
                checkKey(opcache);
            }
        }
    }

    private void checkKey(Opcache opcache) throws RefusedException {
        if (!opcache.endpoint().standsInRelease()) {
            return;
        }
        if (opcache.key().isEmpty()) {
            throw new RefusedException(
                    RefusedException.Reason.INVALID,
                    List.of("opcache.key is missing in the playbook: requests to the endpoint cannot be signed"),
                    "sluice keygen makes a key and prints the line for the playbook");
        }
        try {
            keys.read(opcache.key().get());
        } catch (SecretException | IllegalArgumentException e) {
            throw new RefusedException(
                    RefusedException.Reason.INVALID,
                    List.of("the endpoint's key " + opcache.key().get() + " cannot be used: " + e.getMessage()),
                    "sluice keygen makes a key");
        }
    }

    @Override
    public void close() {
        sessions.close();
        threads.shutdownNow();
    }
}
