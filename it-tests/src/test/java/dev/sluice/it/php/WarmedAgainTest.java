package dev.sluice.it.php;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.release.StopPoint;
import dev.sluice.it.site.SampleSite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that was live before, while another one is. */
class WarmedAgainTest {
    @Test
    void what_is_prepared_for_a_rollback_is_served_by_no_worker_before_the_switch(@TempDir Path directory) {
        try (var fleet = RealFleet.start(1)) {
            fleet.makeSiteByHand(SampleSite.of("v1"));
            var operator = Operator.of(fleet, PlaybookText.simple().method("invalidate"), directory);
            ends(0, operator.release(SampleSite.of("v2")));
            new StopPoint("before-record", "HostSwitching", 1).kill(operator, "rollback", "--yes");
            assertEquals(SeenHost.on("v2"), SeenHost.of(fleet.host(1)));
        }
    }
}
