package dev.sluice.it.php;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that was live before, while another one is. */
class WarmedAgainTest {
    private static final int KILLED = 137;

    @Test
    void what_is_prepared_for_a_rollback_is_served_by_no_worker_before_the_switch(@TempDir Path directory) {
        try (var fleet = RealFleet.start(1)) {
            fleet.makeSiteByHand(SampleSite.of("v1"));
            var operator = Operator.of(fleet, PlaybookText.simple().method("invalidate"), directory);
            var released = operator.release(SampleSite.of("v2"));
            assertEquals(0, released.exitCode(), released::toString);
            var rollback = operator.withJvm("-Dsluice.failpoint=before-record/HostSwitching:1:halt")
                    .run("rollback", "--yes");
            assertEquals(KILLED, rollback.exitCode(), rollback::toString);
            assertEquals(SeenHost.on("v2"), SeenHost.of(fleet.host(1)));
        }
    }
}
