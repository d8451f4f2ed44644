package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.live;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.demo.Fault;
import dev.sluice.demo.FaultSchedule;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.paper.PaperHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that fails in the middle of a rollout: what a person reads, the exit code, and where the hosts are afterwards. */
@Execution(ExecutionMode.CONCURRENT)
class HostFaultsTest {
    private static final String VICTIM = "web02";
    private static final String SWITCH = "# switch: points";
    private static final String FILES = "# stage-files:";
    private static final String RESET = "\"op\":\"reset\"";
    private static final int ONCE = 1;
    private static final int EVERY = Integer.MAX_VALUE;
    private static final String ANYWHERE = "";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    /** What is wrong with the second host, when, how the release ends, and what is shown, as a pattern. */
    enum Trouble {
        ANSWER_TO_THE_SWITCH_LOST(Fault.ANSWER_LOST, ONCE, SWITCH, 0, "done: 2 hosts serve"),
        SESSION_LOST_BEFORE_THE_SWITCH(Fault.SESSION_LOST, ONCE, SWITCH, 5, "why +web02: the connection ended"),
        SILENT_AT_THE_SWITCH(Fault.HALF_OPEN, ONCE, SWITCH, 5, "why +web02: the connection ended"),
        GONE_AT_THE_SWITCH(Fault.UNREACHABLE, EVERY, SWITCH, 6, "web02: unknown, was on 1"),
        DISK_FULL(Fault.DISK_FULL, EVERY, FILES, 4, "web02: the files could not be unpacked"),
        SLOW(Fault.SLOW_UPLOAD, EVERY, FILES, 0, "done: 2 hosts serve"),
        ENDPOINT_403(Fault.ENDPOINT_403, ONCE, RESET, 5, "403"),
        ENDPOINT_404(Fault.ENDPOINT_404, ONCE, RESET, 0, "done: 2 hosts serve"),
        ENDPOINT_500(Fault.ENDPOINT_500, ONCE, RESET, 5, "PHP scheduled no reset; the request for one: .*500"),
        ENDPOINT_HANGS(Fault.ENDPOINT_HANG, ONCE, RESET, 5, "PHP scheduled no reset"),
        ENDPOINT_LOGIN_PAGE(Fault.ENDPOINT_LOGIN_PAGE, ONCE, RESET, 5, "is not what answered .*Sign in"),
        ENDPOINT_CACHED(Fault.ENDPOINT_WRONG_NONCE, ONCE, RESET, 5, "the answer to another request"),
        ENDPOINT_REDIRECT(Fault.ENDPOINT_REDIRECT, ONCE, RESET, 5, "redirects \\(302\\)"),
        ONE_ANSWER_OF_MANY_500(Fault.ENDPOINT_500, ONCE, "\"op\":\"status\"", 0, "done: 2 hosts serve"),
        CLOCK_AHEAD(Fault.CLOCK_AHEAD, ONCE, RESET, 5, "clock skew 30[0-9] s"),
        FLAPPING_HEALTH(Fault.FLAPPING, EVERY, ANYWHERE, 5, "never 2 times good in a row"),
        UNHEALTHY_AFTER_THE_SWITCH(
                Fault.UNHEALTHY_AFTER_SWITCH, EVERY, ANYWHERE, 5, "web02: not healthy: ready: /healthz answered 500");

        private final Fault fault;
        private final int times;
        private final String within;
        private final int exitCode;
        private final String shown;

        Trouble(Fault fault, int times, String within, int exitCode, String shown) {
            this.fault = fault;
            this.times = times;
            this.within = within;
            this.exitCode = exitCode;
            this.shown = shown;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_fault_of_one_host_is_told_and_leaves_every_host_on_one_side(Trouble trouble) throws IOException {
        try (var fleet = fleet(trouble)) {
            var site = DemoSite.on(fleet);
            // A reset whose answer is lost is waited for as long as visitors' requests may hold it up.
            var playbook = Files.readString(site.playbookFile())
                    .replace("within: 10s", "within: 10s, busy: wait, busy_for: 15s");
            Files.writeString(site.playbookFile(), playbook);
            Files.write(site.goodArtifact().resolve("public/photo.bin"), new byte[100_000]);
            fleet.host(VICTIM).inject(trouble.fault, new FaultSchedule(trouble.within, 0, trouble.times));

            var ended = release(site);

            int happened = fleet.host(VICTIM).happened(trouble.fault);
            var live = live(fleet);
            System.out.println(
                    trouble + " | happened " + happened + " | exit " + ended.exitCode() + " | " + live + "\n" + ended);
            assertTrue(happened > 0, () -> trouble + " was not injected\n" + ended);
            assertEquals(Collections.nCopies(2, trouble.exitCode == 0 ? "2" : "1"), live, ended::toString);
            ends(trouble.exitCode, ended).found(trouble.shown);
        }
    }

    /** A full disk needs a shell whose tools notice it; all else happens to hosts on paper too, see {@link PaperHostsTest}. */
    private EmbeddedFleet fleet(Trouble trouble) throws IOException {
        var builder = EmbeddedFleet.builder().hosts(2).directory(directory.resolve("fleet"));
        return trouble == Trouble.DISK_FULL
                ? builder.start()
                : builder.commands(new PaperHosts()).start();
    }

    private Ended release(DemoSite site) throws IOException {
        var operator =
                Operator.of(Files.readString(site.inventoryFile()), Files.readString(site.playbookFile()), directory);
        return operator.run("release", "--artifact", site.goodArtifact().toString(), "--release", "2", "--yes");
    }
}
