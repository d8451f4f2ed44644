package dev.sluice.it.refusal;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostException;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.script.LocalSession;
import dev.sluice.it.site.SampleSite;
import dev.sluice.step.Lease;
import dev.sluice.step.LeaseOwner;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.SiteIdentity;
import dev.sluice.step.StepException;
import dev.sluice.step.TakeLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rollouts that must not begin. None of them changes a host, so that one fleet does for all. */
class RefusedRolloutsTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeAll
    static void make_a_site() {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void a_wrong_host_key_stops_it_before_anything_changes() throws IOException {
        RealHost imposter = FLEET.host(2);
        Path recorded = Files.write(directory.resolve("known_hosts"), withKeysOfTheFirstHost(imposter));
        String inventory = FLEET.inventory("prod").replace(FLEET.knownHosts().toString(), recorded.toString());
        Ended ended = refused(Operator.of(inventory, PlaybookText.simple(), directory));
        ends(4, ended).shows("web02: the host key of 127.0.1.2:" + imposter.sshPort() + " is not the one on record");
        assertTrue(showsOneOf(ended, imposter.hostKeyFingerprints()), ended::toString);
        assertTrue(showsOneOf(ended, FLEET.host(1).hostKeyFingerprints()), ended::toString);
    }

    private static List<String> withKeysOfTheFirstHost(RealHost imposter) throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> firstKeys = new ArrayList<>();
        for (String line : Files.readAllLines(FLEET.knownHosts())) {
            if (line.contains("web01]")) {
                firstKeys.add(line.substring(line.indexOf(' ')));
            }
            if (!line.contains(imposter.name() + "]")) {
                lines.add(line);
            }
        }
        firstKeys.forEach(key -> lines.add("[" + imposter.address() + "]:" + imposter.sshPort() + key));
        return lines;
    }

    private static boolean showsOneOf(Ended ended, List<String> fingerprints) {
        return fingerprints.stream().anyMatch(ended.said()::contains);
    }

    @Test
    void an_unreachable_host_stops_it_before_anything_changes() {
        var operator = operator();
        RealHost gone = FLEET.host(2);
        gone.sshd().signal(Signal.KILL);
        try {
            ends(4, refused(operator)).shows("web02: cannot connect to 127.0.1.2:" + gone.sshPort());
        } finally {
            gone.sshd().start();
        }
    }

    @Test
    void a_host_that_another_rollout_holds_stops_it_before_anything_changes() throws StepException, HostException {
        try (var session = new LocalSession(Path.of("/bin/sh"), Optional.empty())) {
            var site = new SiteIdentity("prod", "shop", "web02");
            String path = FLEET.host(2).sitePath().toString();
            Lease held = new TakeLease(
                            path, "r-0badcafe", new LeaseOwner("bob@build9", ""), Duration.ofMinutes(30), site)
                    .on(session);
            Ended ended = refused(operator());
            new ReleaseLease(held).on(session);
            ends(7, ended).shows("web02: held by rollout r-0badcafe: of bob@build9");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PATH_UPWARDS", "LINK_OUT_OF_THE_TREE", "DEVICE", "ENDPOINT", "CUT_OFF"})
    void a_hostile_artifact_is_refused_before_any_connection(UselessBuild kind) throws IOException {
        var operator = operator();
        Path artifact = kind.writeTo(directory);
        long connections = connections();
        ends(3, refused(operator, "--artifact", artifact.toString()))
                .shows(kind.named())
                .shows("no host was touched");
        assertEquals(connections, connections(), "connections that the SSH servers have seen");
    }

    /** Each of OpenSSH's children says at once that it was connected to. */
    private static long connections() throws IOException {
        long count = 0;
        for (RealHost host : FLEET.hosts()) {
            count += Files.readAllLines(host.sshd().log()).stream()
                    .filter(line -> line.contains("Connection from"))
                    .count();
        }
        return count;
    }

    private Operator operator() {
        return Operator.of(FLEET, PlaybookText.simple(), directory);
    }

    private static Ended refused(Operator operator) {
        return refused(
                operator, "--artifact", operator.build(SampleSite.of("v2")).toString());
    }

    /** Nothing is made, removed or replaced on any host, and every worker serves what it did. */
    private static Ended refused(Operator operator, String option, String artifact) {
        List<String> before = files();
        Ended ended = operator.run("release", option, artifact, "--release", "v2", "--yes");
        assertEquals(before, files(), ended::toString);
        everywhere(FLEET, SeenHost.madeByHand("v1"), ended::toString);
        return ended;
    }

    private static List<String> files() {
        return FLEET.hosts().stream()
                .flatMap(host -> files(host.sitePath()).stream())
                .toList();
    }

    private static List<String> files(Path site) {
        try (Stream<Path> all = Files.walk(site)) {
            return all.map(Path::toString).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
