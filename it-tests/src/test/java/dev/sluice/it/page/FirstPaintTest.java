package dev.sluice.it.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.page.Browser.Look;
import dev.sluice.it.release.Operator;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutIds;
import dev.sluice.web.page.RecordedSite;
import dev.sluice.web.page.SampleEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How soon a person sees something: a ratio of two fleets, visited in turn by one browser. */
@Tag("everything")
class FirstPaintTest {
    private static final int VISITS = 21;
    private static final int ROLLOUTS = Integer.getInteger("sluice.rollouts", 1000);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Operator recorded(String name, int hosts, int rollouts) throws Exception {
        var at = Files.createDirectory(directory.resolve(name));
        try (var site = new RecordedSite(at, hosts)) {
            for (int rollout = 0; rollout < rollouts; rollout++) {
                site.record(SampleEvents.good(PlanDraft.of(hosts).id(RolloutIds.of(rollout))));
            }
            var files = site.files();
            return Operator.of(Files.readString(files.inventory()), Files.readString(files.playbook()), at);
        }
    }

    /** Milliseconds from the visit to the first text on the screen. */
    private static double firstPaint(Browser browser, String address) {
        browser.open(address + "/sites/prod/shop");
        assertTrue(browser.find("#sentence").isDisplayed());
        var paints = "performance.getEntriesByName('first-contentful-paint')";
        browser.await(() -> browser.run("return " + paints + ".length").equals(1L));
        return ((Number) browser.run("return " + paints + "[0].startTime")).doubleValue();
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    @Test
    void a_large_fleet_with_a_long_history_is_seen_as_soon_as_a_small_one() throws Exception {
        var small = recorded("small", 2, 0);
        var large = recorded("large", 200, ROLLOUTS);
        try (var first = small.start("serve", "--listen", "127.0.0.1:0");
                var second = large.start("serve", "--listen", "127.0.0.1:0");
                var one = Browser.start();
                var other = Browser.start()) {
            Visit.signIn(one.as(Look.PHONE), Visit.address(first), Visit.token(small, "read"));
            Visit.signIn(other.as(Look.PHONE), Visit.address(second), Visit.token(large, "read"));
            var few = new ArrayList<Double>();
            var many = new ArrayList<Double>();
            for (int visit = 0; visit < VISITS; visit++) {
                few.add(firstPaint(one, Visit.address(first)));
                many.add(firstPaint(other, Visit.address(second)));
            }
            System.out.printf(
                    "first paint: 2 hosts %.0f ms, 200 hosts and %d rollouts %.0f ms, %.1f times%n",
                    median(few), ROLLOUTS, median(many), median(many) / median(few));
            assertTrue(median(many) <= 3 * median(few), () -> few + " and " + many);
        }
    }
}
