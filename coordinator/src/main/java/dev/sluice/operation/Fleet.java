package dev.sluice.operation;

import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.engine.ControlChannels;
import dev.sluice.engine.FleetLock;
import dev.sluice.engine.HostLanes;
import dev.sluice.engine.HostLogs;
import dev.sluice.engine.HostPorts;
import dev.sluice.engine.HostWork;
import dev.sluice.engine.Interruption;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordCopies;
import dev.sluice.engine.RecordKeys;
import dev.sluice.engine.Requests;
import dev.sluice.engine.RolloutOpener;
import dev.sluice.engine.RolloutStore;
import dev.sluice.engine.Rollouts;
import dev.sluice.engine.ScheduleRecords;
import dev.sluice.engine.SessionHostWork;
import dev.sluice.engine.StoppableStore;
import dev.sluice.engine.StoppableWork;
import dev.sluice.engine.TaskSupport;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostTrust;
import dev.sluice.host.ServiceAddress;
import dev.sluice.host.Sessions;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.CodeRefresh;
import dev.sluice.opcache.EndpointClients;
import dev.sluice.opcache.EndpointCodeRefresh;
import dev.sluice.opcache.EndpointKeys;
import dev.sluice.operation.Project.Scope;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.Playbook;
import dev.sluice.readiness.Survey;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.LeaseOwner;
import dev.sluice.step.ReleaseContent;
import dev.sluice.step.SiteIdentity;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One fleet that an operation works on: the files that describe it, the hosts that are meant, and the sessions to them, which are closed with
 * it.
 */
public final class Fleet implements AutoCloseable {
    private static final int NONCE_BYTES = 16;

    private final Ports ports;
    private final Project project;
    private final Scope scope;
    private final EndpointKeys keys;
    private final Sessions sessions;
    private final Interruption interruption = new Interruption();
    private final FleetRestrictions restrictions;

    /** By names and document root: clients remember by which way an endpoint answered. */
    private final Map<String, EndpointClients> clients = new ConcurrentHashMap<>();

    /** @param scope the hosts that the operation is about; those that it excludes are not contacted */
    public Fleet(Ports ports, Project project, Scope scope) {
        this.ports = ports;
        this.project = project;
        this.scope = scope;
        this.keys = new EndpointKeys(ports.machine().secrets());
        this.sessions = new Sessions(
                new ScopedConnector(ports.contact().connector(), scope),
                ports.contact().https());
        this.restrictions = new FleetRestrictions(
                ports.records().restrictions(), name(), recordKeys(), onHosts("restrictions"), hosts(), time());
    }

    public FleetName name() {
        return project.fleet();
    }

    public Project project() {
        return project;
    }

    /** The hosts that the operation is about. */
    public Scope scope() {
        return scope;
    }

    /** The playbook's targets within the scope. */
    List<Host> hosts() {
        return hosts(scope);
    }

    List<Host> hosts(Scope within) {
        return project.targets(within).stream().flatMap(List::stream).toList();
    }

    /** What the site's directory on a host belongs to. */
    SiteIdentity identity(Host host) {
        return new SiteIdentity(
                name().project().orElse(""),
                name().inventory(),
                name().site(),
                host.name().value());
    }

    public RolloutStore store() {
        return ports.records().store();
    }

    /**
     * One rollout at a time for a fleet.
     *
     * @throws LockedException when another process works on it
     */
    public FleetLock lock() throws LockedException, JournalException {
        return store().lock(name());
    }

    /** The keys that vouch for records and plans. */
    RecordKeys recordKeys() {
        return new ProjectKeys(project, keys);
    }

    RecordCopies copies() {
        return ports.records().copies().trusting(recordKeys());
    }

    Requests requests() {
        return ports.records().requests();
    }

    /** What became of the starts of schedules. */
    public ScheduleRecords schedules() {
        return ports.records().schedules();
    }

    /** What is kept on this machine. */
    Ports.Records kept() {
        return ports.records();
    }

    /** What tasks wrote. */
    public HostLogs logs() {
        return ports.records().logs();
    }

    /** Where a signal requests that the rollout is left in order. */
    public Interruption interruption() {
        return interruption;
    }

    /** Who asks, for the record. */
    public String actor() {
        return ports.actor();
    }

    Approver approver() {
        return ports.approver();
    }

    /** Whose the leases on hosts are. */
    LeaseOwner leaseOwner() {
        return new LeaseOwner(actor(), store().identity());
    }

    SecretSource secrets() {
        return ports.machine().secrets();
    }

    Timekeeper time() {
        return ports.machine().time();
    }

    Path spool() {
        return ports.machine().spool();
    }

    HostTrust trust() {
        return ports.contact().trust();
    }

    Sessions sessions() {
        return sessions;
    }

    RolloutId newRolloutId() {
        var random = ports.machine().random();
        return RolloutId.of(random.nextLong(), random.nextLong());
    }

    int randomBits() {
        return ports.machine().random().nextInt();
    }

    long seed() {
        return ports.machine().random().nextLong();
    }

    /** Asks every host what it is; changes nothing. */
    public Survey survey(List<Host> hosts) {
        return new Surveyor(project.playbook().release(), onHosts("preflight")).survey(hosts);
    }

    /** For what is done on many hosts at once, outside of rollouts. */
    HostLanes lanes() {
        var parallel = project.playbook().strategy().parallel();
        return new HostLanes(ports.machine().threads(), parallel);
    }

    /** @param doing for failures, such as {@code prune} */
    SessionWork onHosts(String doing) {
        return new SessionWork(sessions, lanes(), doing);
    }

    /** Rollouts that stage this content; none where every host has the release already. */
    Rollouts rollouts(Optional<ReleaseContent> content) {
        return rollouts(content, store());
    }

    /** The same for one that was found, whose plan is run as it was compared with the files of this machine. */
    Rollouts rollouts(Optional<ReleaseContent> content, RolloutPlan plan) {
        return rollouts(content, new ComparedPlan(store(), plan));
    }

    private Rollouts rollouts(Optional<ReleaseContent> content, RolloutOpener opener) {
        var stop = ports.machine().failPoint();
        return new Rollouts(
                stop.<RolloutOpener>map(point -> new StoppableStore(opener, point))
                        .orElse(opener),
                plan -> work(plan, content),
                new ControlChannels(requests(), copies(), interruption, restrictions::frozen),
                time(),
                plan -> new PastRollouts(store(), name()).times());
    }

    /** What people restrict for this fleet. */
    FleetRestrictions restrictions() {
        return restrictions;
    }

    private HostWork work(RolloutPlan plan, Optional<ReleaseContent> content) {
        var work = new SessionHostWork(plan, hostPorts(plan), content);
        var stop = ports.machine().failPoint();
        return stop.<HostWork>map(point -> new StoppableWork(work, point)).orElse(work);
    }

    private HostPorts hostPorts(RolloutPlan plan) {
        var playbook = plan.playbook();
        var names = FleetName.of(plan);
        var probe = ports.contact().probes().of(playbook, sessions);
        return new HostPorts(
                sessions,
                code(playbook, names),
                probe,
                host -> placement().files(host, names, List.of()),
                time(),
                tasks(),
                leaseOwner());
    }

    private TaskSupport tasks() {
        var playbook = Path.of(project.playbookDocument().index().file()).toAbsolutePath();
        var directory = Optional.ofNullable(playbook.getParent()).orElse(playbook);
        return new TaskSupport(secrets(), ports.machine().tasks().in(directory), logs());
    }

    /** Asks the live release's health. */
    LiveHealth liveHealth(Playbook playbook) {
        var probe = ports.contact().probes().of(playbook, sessions);
        return new LiveHealth(probe, playbook.probe(), sessions::http, time(), lanes());
    }

    /** Checks whether each host could go back to what it serves. */
    RollbackTargetCheck rollbackTargets() {
        var playbook = project.playbook();
        return new RollbackTargetCheck(playbook, sessions, code(playbook, name()), this::endpointFiles, lanes());
    }

    /** @param names that the endpoints of a rollout were placed with, before the site or the inventory was renamed */
    CodeRefresh code(Playbook playbook, FleetName names) {
        var machine = ports.machine();
        var refresh = new EndpointCodeRefresh(
                clients(playbook, names), playbook, machine.secrets(), sessions, time(), machine.threads());
        return new DiagnosedCodeRefresh(refresh, visits());
    }

    HostVisits visits() {
        return new HostVisits(project, sessions, endpoints(), this::endpointFiles, time());
    }

    /** Asks the endpoints of hosts, and changes nothing. */
    EndpointQueries endpoints() {
        return new EndpointQueries(project, keys, clients(project.playbook(), name()));
    }

    private EndpointClients clients(Playbook playbook, FleetName names) {
        var docroot = playbook.release().docroot();
        var site = new EndpointSite(names.inventory(), names.site(), "");
        return clients.computeIfAbsent(
                names + " " + docroot,
                key -> new EndpointClients(site, host -> fpm(host, docroot), this::nonce, time()));
    }

    private HostHttp fpm(Host host, String docroot) throws HostException {
        var address = ServiceAddress.parse(host.web().fastcgi().orElseThrow());
        var root = host.path() + "/current" + (docroot.equals(".") ? "" : "/" + docroot);
        return ports.contact().fastCgi().over(sessions.to(host), address, root);
    }

    private String nonce() {
        var bytes = new byte[NONCE_BYTES];
        ports.machine().random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What is placed on a host so that PHP can be asked. */
    EndpointFiles endpointFiles(Host host) {
        return endpointFiles(host, List.of());
    }

    /** @param more keys that are trusted besides the one of the playbook */
    EndpointFiles endpointFiles(Host host, List<EndpointPublicKey> more) {
        return placement().files(host, name(), more);
    }

    /** What is placed on hosts so that PHP can be asked, and the keys for that. */
    EndpointPlacement placement() {
        return new EndpointPlacement(project, keys);
    }

    @Override
    public void close() {
        if (interruption.signal().isPresent()) {
            kept().outbox().hurry();
        }
        sessions.close();
    }
}
