package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.it.fleet.FleetOptions.DocumentRoot;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.release.Archive;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.QuietPorts;
import dev.sluice.it.release.ReferencePlaybook;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.release.SigningKey;
import dev.sluice.it.release.StandIns;
import dev.sluice.it.site.SampleSite;
import dev.sluice.playbook.PlaybookReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference playbook, with everything that it says, on six hosts with a web server and two without: batches with a hold by hand, tasks on hosts
 * and here, a pair around each switch, proof by two kinds of endpoint, four kinds of health checks, a signature, shared files and assets.
 */
@Tag("everything")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReferencePlaybookTest {
    private static final StandIns PROGRAMS = StandIns.in(temporary());
    private static final RealFleet FLEET = RealFleet.of(6)
            .workerHosts(2)
            .workers(4)
            .root(DocumentRoot.REALPATH_ROOT)
            .vhost("location = /_token { rewrite ^ /_token.php last; }", "location /build/ { try_files $uri =404; }")
            .start();
    private static final String TOKEN = "a-token-of-the-site";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private QuietPorts workers;

    private final SigningKey signer = SigningKey.make();

    private static Path temporary() {
        try {
            return Files.createTempDirectory("sluice-programs-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void make_a_site() throws IOException {
        FreshSite.make(FLEET, site("v1"));
        for (var host : hosts().toList()) {
            ownEndpoint(host.sitePath().resolve("releases/v1"));
            var shared = Files.createDirectories(host.sitePath().resolve("shared"));
            Files.writeString(shared.resolve(".env"), "APP_NAME=shop\n");
        }
        PROGRAMS.forget();
        workers = QuietPorts.of(FLEET.workerHosts());
    }

    @AfterEach
    void nobody_asked_a_host_without_a_web_server() {
        assertEquals(List.of(), workers.close());
    }

    @AfterAll
    static void close() {
        FLEET.close();
        PROGRAMS.delete();
    }

    private static Stream<RealHost> hosts() {
        return Stream.concat(FLEET.hosts().stream(), FLEET.workerHosts().stream());
    }

    private static SampleSite site(String label) {
        return SampleSite.of(label).resolvingItsRootOnce();
    }

    private String playbook() {
        return ReferencePlaybook.of(FLEET, PROGRAMS).text();
    }

    private Operator operator() throws IOException {
        signer.writePublic(directory.resolve("signing.pub"));
        secret("password", "a-password");
        secret("token", TOKEN);
        PROGRAMS.programIn(directory, "purge-cdn");
        return Operator.of(FLEET.groupedInventory("prod"), playbook(), directory);
    }

    private void secret(String name, String value) throws IOException {
        var file = Files.writeString(directory.resolve(name), value + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The page of the site's own that empties the cache. */
    private static void ownEndpoint(Path tree) throws IOException {
        Files.writeString(tree.resolve("public/_token.php"), """
                <?php
                if (($_SERVER['HTTP_AUTHORIZATION'] ?? '') !== 'Bearer %s') { http_response_code(403); exit('no'); }
                opcache_reset();
                echo 'success';
                """.formatted(TOKEN));
    }

    /** A signed archive, as a build server would make it. */
    private Path build(Operator operator, SampleSite site) throws IOException {
        Path tree = operator.build(site);
        ownEndpoint(tree);
        Files.createDirectories(tree.resolve("public/build"));
        Files.writeString(tree.resolve("public/build/app." + site.label() + ".css"), "body {}\n");
        Files.createDirectories(tree.resolve("bootstrap/cache"));
        Files.writeString(tree.resolve("bootstrap/cache/.gitignore"), "*\n");
        return signer.sign(Archive.of(tree));
    }

    private Ended release(Operator operator, SampleSite site) throws IOException {
        return operator.run(
                "release",
                "--artifact",
                build(operator, site).toString(),
                "--release",
                site.label(),
                "--until",
                "1",
                "--yes");
    }

    @Test
    void every_key_of_the_reference_is_used() throws IOException {
        var used = ReferencePlaybook.of(FLEET, PROGRAMS);
        assertEquals(
                ReferencePlaybook.keys(PlaybookReference.reference(), directory),
                ReferencePlaybook.keys(used.text(), directory));
        System.out.println("reference playbook: " + used.changed().size() + " values changed");
        used.changed().forEach(change -> System.out.println("  " + change.replace('\n', ' ')));
    }

    @Test
    void it_is_held_promoted_by_another_machine_halted_when_broken_rolled_back_and_reverted() throws IOException {
        var operator = operator();
        var unsigned = operator.build(site("v2")).toString();
        ends(3, operator.run("release", "--artifact", unsigned, "--yes"));

        ends(8, release(operator, site("v2"))).shows("sluice promote");
        assertEquals(SeenHost.on("v2").current(), FLEET.host(1).site().current());
        assertEquals("releases/v1", FLEET.host(2).site().current());
        ends(0, operator.onMachine("b").run("promote", "--approved-by", "anna", "--yes"));
        everywhere(FLEET, "v2");
        tasksOfOneRelease();

        ends(6, release(operator, site("v3").broken())).shows("web01: on v3").shows("as before, on v2");
        ends(0, operator.run("rollback", "--to", "v2", "--yes"));
        everywhere(FLEET, "v2");

        // Its migration cannot be taken back, so that only a person's word reverts it.
        ends(8, release(operator, site("v4")));
        assertEquals(SeenHost.on("v4").current(), FLEET.host(1).site().current());
        ends(0, operator.run("abort", "--revert", "--last", "--yes"));
        everywhere(FLEET, "v2");
        assertEquals(3, PROGRAMS.calls("artisan migrate").size(), () -> PROGRAMS.calls("")
                .toString());
    }

    private static void tasksOfOneRelease() {
        assertEquals(8, PROGRAMS.calls("php artisan config:cache").size());
        assertEquals(
                List.of("php artisan migrate --force with password"),
                PROGRAMS.calls("migrate").stream()
                        .map(call -> call.substring(call.indexOf(' ') + 1))
                        .toList());
        for (var host : FLEET.hosts()) {
            assertEquals(
                    List.of("drain", "undrain"),
                    PROGRAMS.calls(host.name() + " ").stream()
                            .map(call -> call.split(" ", -1)[1])
                            .filter(program -> program.endsWith("drain"))
                            .toList());
        }
        assertEquals(6, PROGRAMS.calls(" drain").size());
        assertEquals(2, PROGRAMS.calls("systemctl restart shop-queue").size());
        assertEquals(1, PROGRAMS.calls("purge-cdn").size());
        assertFalse(PROGRAMS.calls("systemctl is-active shop-queue").isEmpty());
    }

    @Test
    void a_host_that_is_lost_is_left_out_named_and_converged_later() throws IOException {
        var operator = operator();
        var lost = FLEET.host(6);
        lost.becomeUnreachable();
        Path artifact = build(operator, site("v4"));
        ends(8, operator.run("release", "--artifact", artifact.toString(), "--release", "v4", "--yes"));
        ends(0, operator.onMachine("b").run("promote", "--yes"))
                .shows("left  web06: could not be reached")
                .shows("next  run sluice converge, once they can be reached");
        assertEquals("releases/v1", lost.site().current());

        ends(4, operator.run("converge", "--yes")).shows("web06: ");
        lost.becomeReachable();
        PROGRAMS.forget();
        ends(4, operator.run("converge", "--yes")).shows("sluice converge --artifact");
        Path other = build(operator, site("v5"));
        ends(3, operator.run("converge", "--artifact", other.toString(), "--yes"))
                .shows("what release v4 was made from");
        assertEquals(List.of(), PROGRAMS.calls(""));

        ends(0, operator.run("converge", "--artifact", artifact.toString(), "--yes"));
        everywhere(FLEET, "v4");
        assertEquals(
                List.of("web06 php artisan config:cache", "web06 drain ", "web06 undrain "), PROGRAMS.calls("web06"));
        assertEquals(List.of(), PROGRAMS.calls("migrate"));
        assertEquals(List.of(), PROGRAMS.calls("purge"));
        ends(0, operator.run("converge", "--yes")).shows("nothing to do, every host is on v4");
        ends(0, operator.run("hosts", "--live"));
        ends(0, operator.run("rollback", "--yes"));
        everywhere(FLEET, "v1");
    }
}
