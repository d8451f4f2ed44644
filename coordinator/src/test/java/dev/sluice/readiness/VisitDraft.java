package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.endpoint.CachedScripts;
import dev.sluice.endpoint.EndpointFacts;
import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.EndpointState.Opcache;
import dev.sluice.endpoint.EndpointWorker;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.endpoint.OpcacheSettings;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.ServedRelease;
import dev.sluice.host.HttpAnswer;
import dev.sluice.plan.FleetName;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof;
import dev.sluice.readiness.Finding.Level;
import dev.sluice.step.Examination;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.step.HostFacts.Link;
import dev.sluice.step.HostFacts.LiveRelease;
import dev.sluice.step.HostFacts.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A visit to a host without a fault, and what a test makes of it. */
final class VisitDraft {
    static final OpcacheSettings SETTINGS = new OpcacheSettings(true, true, false, 2, 0, false, false, false);
    static final OpcacheMemory MEMORY = new OpcacheMemory(40, 60, 0, 10, 100, 1, 9, false);
    static final OpcacheRestarts RESTARTS = new OpcacheRestarts(1, 0, false, false, 0, 0, 0);

    Link link = Link.LINK;
    Optional<LiveRelease> live = Optional.of(new LiveRelease("b", "digest-b"));
    Optional<LeaseFacts> lease = Optional.empty();
    Optional<String> placed = Optional.of("sum");
    Set<String> keys = Set.of("kid1");
    OptionalLong freeBytes = OptionalLong.of(1L << 40);
    OptionalLong freeInodes = OptionalLong.empty();
    Set<String> tools = Set.of("tar", "sha256sum", "gzip", "zstd", "flock");
    Optional<String> unwritable = Optional.empty();
    List<Examination.Denied> denied = List.of();
    List<String> missing = List.of();
    List<HostFacts.UnfitShared> unfitShared = List.of();
    Optional<String> fileSystem = Optional.of("ext2/ext3");
    String shell = "/bin/bash";
    String mode = "drwxr-xr-x";
    String phpUser = "www-data";
    List<String> passes = List.of();
    List<String> roots = List.of();
    dev.sluice.playbook.Opcache opcache = opcache(Method.RESET);
    Duration skew = Duration.ZERO;
    Optional<String> fastcgi = Optional.empty();
    OpcacheSettings settings = SETTINGS;
    OpcacheMemory memory = MEMORY;
    OpcacheRestarts restarts = RESTARTS;
    String root = "resolved";
    int strangeStores;
    OutdatedScripts outdated = OutdatedScripts.NONE;
    Optional<EndpointSeen> endpoint = Optional.empty();
    Optional<HttpAnswer> unsigned = Optional.empty();
    Optional<HttpAnswer> index = Optional.empty();
    Optional<String> back = Optional.of("a");
    List<String> leftovers = List.of();
    String site = "shop";
    int fileSystems = 1;
    Optional<HostFacts.OpenDirectory> open = Optional.empty();
    Set<String> aroundTools = Set.of("curl");
    Optional<String> kid = Optional.of("kid1");
    boolean execs;
    String config = "";
    String terms = "";
    String target = "releases/b";
    List<HostFacts.OddPart> oddParts = List.of();
    List<Examination.Pool> otherPools = List.of();
    String pool = "shop";
    EndpointRoute route = EndpointRoute.WEB_SERVER;

    /** What a doctor finds that is not as it should be, on a host so changed. */
    static List<Finding> unwell(Consumer<VisitDraft> change) {
        var draft = new VisitDraft();
        change.accept(draft);
        return Checkup.of(draft.visit()).stream()
                .filter(finding -> finding.level() != Level.OK)
                .toList();
    }

    static HttpAnswer answer(int status, String server, String body) {
        return new HttpAnswer(status, Map.of("server", List.of(server)), body, Duration.ZERO);
    }

    static HttpAnswer nginx(int status) {
        return answer(status, "nginx", "<html><center><h1>no</h1></center>\n<hr><center>nginx</center></html>");
    }

    EndpointState state(int pid, String file, String current, String included) {
        return state(pid, 1, new ServedRelease(file, current, included));
    }

    EndpointState state(int pid, int master, ServedRelease served) {
        return new EndpointState(
                "0".repeat(32),
                Operation.FACTS,
                0,
                served,
                new EndpointWorker(pid, 1, master, "fpm-fcgi", false, pool, List.of()),
                new Opcache(settings, restarts, memory),
                Optional.of(new EndpointFacts("8.2.7", root, 120, false, CachedScripts.NONE, strangeStores, outdated)));
    }

    static dev.sluice.playbook.Opcache opcache(Method method) {
        var proof = new Proof(new Proof.Workers.All(), Duration.ofSeconds(30), Proof.Busy.WAIT, Duration.ofMinutes(10));
        return new dev.sluice.playbook.Opcache(
                new EndpointChoice.Auto(), Optional.empty(), method, Optional.empty(), true, proof, List.of());
    }

    /** PHP goes on with the release before. */
    void makeStale() {
        endpoint = Optional.of(new EndpointSeen.Answered(state(1, "a", "a", "a"), EndpointRoute.WEB_SERVER));
    }

    HostFacts facts() {
        return new HostFacts(
                link,
                HostText.of(target),
                live,
                7,
                lease,
                List.of(),
                oddParts,
                texts(leftovers),
                new HostFacts.EndpointFacts(placed, keys, HostText.of(terms)),
                new Machine(
                        Optional.of("id-1"),
                        Optional.of(new HostFacts.Belongs("prod", site)),
                        "boot-1",
                        Instant.EPOCH,
                        freeBytes,
                        freeInodes,
                        tools,
                        HostText.of("deploy"),
                        unwritable.map(HostText::of),
                        texts(missing),
                        unfitShared,
                        fileSystems,
                        open));
    }

    Visit visit() {
        return new Visit(
                facts(),
                new Examination(
                        Optional.of(HostText.of(shell)),
                        fileSystem.map(HostText::of),
                        aroundTools,
                        List.of(new Examination.Directory(
                                HostText.of("/srv/shop"), HostText.of("deploy"), HostText.of(mode))),
                        pools(),
                        List.of(),
                        texts(passes),
                        texts(roots),
                        denied),
                skew,
                new Visit.Expected(new FleetName("prod", "shop"), "/srv/shop", opcache, kid, fastcgi, config, execs),
                endpoint.orElseGet(() -> new EndpointSeen.Answered(state(1, "b", "b", "b"), route)),
                unsigned,
                index,
                back);
    }

    private static List<HostText> texts(List<String> texts) {
        return texts.stream().map(HostText::of).toList();
    }

    private List<Examination.Pool> pools() {
        return Stream.concat(
                        Stream.of(new Examination.Pool(HostText.of("shop"), HostText.of(phpUser), 4)),
                        otherPools.stream())
                .toList();
    }
}
