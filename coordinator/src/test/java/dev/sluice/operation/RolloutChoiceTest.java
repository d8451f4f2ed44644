package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.engine.OpenRollout;
import dev.sluice.engine.RecordCopies.FetchedRecord;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.journal.FileRolloutStore;
import dev.sluice.operation.RolloutChoice.Reach;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.step.RecordCopy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutChoiceTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");
    private static final FleetName SHOP = new FleetName("prod", "shop");
    private static final FleetName BLOG = new FleetName("prod", "blog");

    @TempDir
    private Path temporary = Path.of("");

    private FileRolloutStore store = new FileRolloutStore(temporary, InstantSource.fixed(AT));

    @BeforeEach
    void begin() {
        store = new FileRolloutStore(temporary.resolve("state"), InstantSource.fixed(AT));
    }

    private void open(FleetName fleet, int id) throws Exception {
        begun(fleet, id).close();
    }

    private OpenRollout begun(FleetName fleet, int id) throws Exception {
        var open = store.create(SamplePlan.of(fleet.inventory(), fleet.site(), RolloutIds.of(id), "web01"));
        open.journal().append(List.of(new FleetEvent.RolloutStarted(AT, open.planDigest(), "anna")));
        return open;
    }

    private void over(FleetName fleet, int id) throws Exception {
        try (var open = begun(fleet, id)) {
            open.journal().append(List.of(new FleetEvent.RolloutFinished(AT, Outcome.SUCCEEDED)));
        }
    }

    private Optional<RolloutId> chosen(Optional<String> prefix, Reach reach) throws Exception {
        return new RolloutChoice(prefix, reach).in(store, SHOP);
    }

    private String refused(Optional<String> prefix, Reach reach) {
        var e = assertThrows(RefusedException.class, () -> chosen(prefix, reach));
        assertEquals(Reason.USAGE, e.reason());
        return e.lines().get(0);
    }

    @Test
    void the_one_that_is_open_is_meant_where_none_is_named() throws Exception {
        assertEquals(Optional.empty(), chosen(Optional.empty(), Reach.THIS_FLEET));
        assertEquals(Optional.empty(), chosen(Optional.empty(), Reach.EVERY_FLEET));
        over(SHOP, 1);
        assertEquals(Optional.empty(), chosen(Optional.empty(), Reach.EVERY_FLEET));
        open(SHOP, 2);
        assertEquals(Optional.of(RolloutIds.of(2)), chosen(Optional.empty(), Reach.THIS_FLEET));
        assertEquals(Optional.of(RolloutIds.of(2)), chosen(Optional.empty(), Reach.EVERY_FLEET));
    }

    @Test
    void the_last_that_could_mean_two_fleets_is_refused() throws Exception {
        open(SHOP, 1);
        open(BLOG, 2);
        assertEquals(
                "--last could mean any of r-00000002 of prod/blog, r-00000001 of prod/shop",
                refused(Optional.empty(), Reach.EVERY_FLEET));
        assertEquals(Optional.of(RolloutIds.of(1)), chosen(Optional.empty(), Reach.THIS_FLEET));
    }

    @Test
    void the_last_of_another_fleet_is_not_taken_for_this_one() throws Exception {
        over(SHOP, 1);
        open(BLOG, 2);
        assertEquals(
                "--last is r-00000002 of prod/blog, and the files are of prod/shop",
                refused(Optional.empty(), Reach.EVERY_FLEET));
    }

    @Test
    void a_prefix_names_one_rollout_of_this_fleet() throws Exception {
        over(SHOP, 0x7f3a0001);
        open(SHOP, 0x7f4b0002);
        open(BLOG, 0x11110003);
        assertEquals(Optional.of(RolloutIds.of(0x7f3a0001)), chosen(Optional.of("r-7f3"), Reach.THIS_FLEET));
        assertEquals("r-7f could be any of [r-7f3a0001, r-7f4b0002]", refused(Optional.of("r-7f"), Reach.THIS_FLEET));
        assertEquals("no rollout begins with r-9", refused(Optional.of("r-9"), Reach.THIS_FLEET));
        assertEquals("rollout r-11110003 is not of prod/shop", refused(Optional.of("r-1"), Reach.THIS_FLEET));
    }

    /** A record that a host offers, of a rollout that was planned some minutes after the first one. */
    private static Map<RolloutId, FetchedRecord> offered(int id, int minutes, RolloutEvent... events) {
        var sample = SamplePlan.of("prod", "shop", RolloutIds.of(id), "web01");
        var plan = new RolloutPlan(
                sample.id(),
                sample.purpose(),
                sample.project(),
                sample.inventory(),
                sample.playbook(),
                sample.strategy(),
                sample.release(),
                sample.hosts(),
                sample.batches(),
                sample.leftOut(),
                sample.waivers(),
                AT.plusSeconds(60L * minutes),
                sample.actor());
        var record = new RecordedRollout(plan, List.of(events), "head", Path.of("r"), Optional.of("web01"), List.of());
        return Map.of(plan.id(), new FetchedRecord(new RecordCopy(plan.id().value(), "", "", ""), record, 0));
    }

    @SafeVarargs
    private Optional<RolloutId> chosen(Optional<String> prefix, Map<RolloutId, FetchedRecord>... offers)
            throws Exception {
        var all = new HashMap<RolloutId, FetchedRecord>();
        for (var offer : offers) {
            all.putAll(offer);
        }
        return new RolloutChoice(prefix, Reach.THIS_FLEET).in(store, SHOP, all);
    }

    @Test
    void of_the_records_that_hosts_offer_the_newest_open_one_is_meant_unless_one_is_open_here_only() throws Exception {
        var over = new FleetEvent.RolloutFinished(AT, Outcome.SUCCEEDED);
        var none = Optional.<String>empty();
        assertEquals(
                Optional.of(RolloutIds.of(3)),
                chosen(none, offered(2, 5), offered(3, 6), offered(1, 2), offered(4, 9, over)));
        assertEquals(Optional.empty(), chosen(none, offered(4, 9, over)));
        open(SHOP, 7);
        assertEquals(Optional.of(RolloutIds.of(7)), chosen(none, offered(3, 6)));
        assertEquals(Optional.of(RolloutIds.of(3)), chosen(none, offered(3, 6), offered(7, 1)));
    }

    @Test
    void a_prefix_names_a_record_that_only_hosts_have_too() throws Exception {
        over(SHOP, 0x7f3a0001);
        assertEquals(Optional.of(RolloutIds.of(0x7f4b0002)), chosen(Optional.of("r-7f4"), offered(0x7f4b0002, 1)));
        assertEquals(
                Optional.of(RolloutIds.of(0x7f3a0001)),
                chosen(Optional.of("r-7f3"), offered(0x7f3a0001, 1), offered(0x7f4b0002, 1)));
        assertThrows(RefusedException.class, () -> chosen(Optional.of("r-7f"), offered(0x7f4b0002, 1)));
        var named = new RolloutChoice(Optional.of("r-7f3"), Reach.THIS_FLEET);
        assertTrue(named.couldBe(RolloutIds.of(0x7f3a0001)) && !named.couldBe(RolloutIds.of(0x7f4b0002)));
        assertTrue(new RolloutChoice(Optional.empty(), Reach.THIS_FLEET).couldBe(RolloutIds.of(1)));
    }
}
