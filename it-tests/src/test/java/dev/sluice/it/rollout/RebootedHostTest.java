package dev.sluice.it.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that goes down behind its switch and comes up again, as far as a test may do that: all of its servers end at once. */
class RebootedHostTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void a_host_that_starts_anew_between_its_switch_and_its_health_is_on_one_release_afterwards() throws IOException {
        try (var fleet = RealFleet.start(1)) {
            FreshSite.make(fleet, SampleSite.of("v1"));
            var operator = Operator.of(fleet.inventory("prod"), playbook(), directory);
            Files.createFile(operator.build(SampleSite.of("v2")).resolve("waits"));
            var build = directory.resolve("builds/v2").toString();
            try (var release = operator.start("release", "--artifact", build, "--release", "v2", "--yes")) {
                Awaitility.await("the health check")
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> Files.exists(directory.resolve("asked")) || !release.isRunning());
                assertTrue(release.isRunning(), () -> release.await().toString());
                assertEquals("releases/v2", fleet.host(1).site().current());
                long php = fleet.host(1).fpm().pid();
                restart(fleet.host(1));
                assertNotEquals(php, fleet.host(1).fpm().pid());
                Files.createFile(directory.resolve("go"));

                var ended = release.await();

                System.out.println("HOST STARTED ANEW | exit " + ended.exitCode() + "\n" + ended);
                // Patience is the playbook's; a host that takes longer is put back.
                assertTrue(ended.exitCode() == 0 || ended.exitCode() == 5, ended::toString);
                assertEquals(SeenHost.on(ended.exitCode() == 0 ? "v2" : "v1"), SeenHost.of(fleet.host(1)));
            }
        }
    }

    private static void restart(RealHost host) {
        host.sshd().signalAll(Signal.KILL);
        host.webServer().signalAll(Signal.KILL);
        host.fpm().signalAll(Signal.KILL);
        host.fpm().start();
        host.webServer().start();
        host.sshd().start();
    }

    /** A check that tells when it runs on the new release, and waits there. */
    private String playbook() {
        var check = "[ ! -e waits ] || { touch %1$s/asked; until [ -e %1$s/go ]; do sleep 0.1; done; }"
                .formatted(directory);
        return PlaybookText.simple()
                .text(directory.resolve("endpoint.pem"))
                .replace("health:\n", "health:\n  - { name: waits, run: '" + check + "' }\n")
                .replace("every: 200ms", "every: 2s")
                .replace("consecutive: 2", "consecutive: 8");
    }
}
