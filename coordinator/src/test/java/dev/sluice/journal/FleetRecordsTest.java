package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.engine.HostLogs;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.HostPlace;
import dev.sluice.plan.RecordBinding;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a record is, whatever the directory that it is in is called. */
final class FleetRecordsTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");
    private static final String OURS = "7c1f09e2";
    private static final String OTHER = "0badcafe";

    @TempDir
    private Path temporary = Path.of("");

    private FileRolloutStore store = new FileRolloutStore(temporary, InstantSource.fixed(AT));

    @BeforeEach
    void begin() {
        store = new FileRolloutStore(temporary.resolve("state"), InstantSource.fixed(AT));
    }

    /** A rollout that was begun, and is not finished. */
    private RolloutPlan begun(RolloutPlan plan) throws Exception {
        try (var open = store.create(plan)) {
            open.journal().append(List.of(new FleetEvent.RolloutStarted(AT, open.planDigest(), "anna")));
        }
        return plan;
    }

    private static RolloutPlan old(String site, int id, String host) {
        return SamplePlan.of("prod", site, RolloutIds.of(id), host);
    }

    private static RolloutPlan of(String project, String site, int id, String host) {
        return SamplePlan.of(project, old(site, id, host));
    }

    /** A fleet as inventory and playbook describe it. */
    private static FleetName fleet(String project, String inventory, String site, String host) {
        var plan = old(site, 1, host);
        var places = Set.of(HostPlace.of(plan.hosts().get(0).host()));
        return new FleetName(inventory, site, new RecordBinding(Optional.of(project), places));
    }

    private List<RolloutId> ids(FleetName fleet) throws Exception {
        return store.history(fleet).rollouts().stream().map(RolloutSummary::id).toList();
    }

    @Test
    void two_projects_with_the_same_names_have_records_of_their_own() throws Exception {
        var mine = begun(of(OURS, "site", 1, "web01"));
        var theirs = begun(of(OTHER, "site", 2, "web02"));
        var us = fleet(OURS, "prod", "site", "web01");
        var them = fleet(OTHER, "prod", "site", "web02");
        assertEquals(List.of(mine.id()), ids(us));
        assertEquals(List.of(theirs.id()), ids(them));
        assertEquals(Optional.of(mine.id()), store.unfinished(us));
        assertEquals(List.of(theirs.id()), store.rollouts(them));
        try (var lock = store.lock(us)) {
            lock.heldFor(mine.id());
            store.lock(them).close();
        }
    }

    @Test
    void a_damaged_record_of_another_project_stops_nobody() throws Exception {
        begun(of(OTHER, "site", 2, "web02"));
        Files.writeString(temporary.resolve("state/prod/site@" + OTHER + "/r-" + hex(2) + "/plan.json"), "{");
        assertEquals(Optional.empty(), store.unfinished(fleet(OURS, "prod", "site", "web01")));
    }

    private static String hex(int id) {
        return RolloutIds.of(id).value().substring(2);
    }

    @Test
    void a_site_and_an_inventory_that_are_renamed_keep_their_records() throws Exception {
        var plan = begun(of(OURS, "site", 1, "web01"));
        var renamed = fleet(OURS, "production", "shop", "web01");
        assertEquals(Optional.of(plan.id()), store.unfinished(renamed));
        begun(SamplePlan.of(OURS, SamplePlan.of("production", "shop", RolloutIds.of(3), "web01")));
        assertEquals(List.of(RolloutIds.of(3), RolloutIds.of(1)), ids(renamed));
        assertEquals(List.of(RolloutIds.of(3), RolloutIds.of(1)), ids(fleet(OURS, "prod", "site", "web01")));
    }

    @Test
    void a_fleet_that_is_renamed_while_a_process_works_on_it_is_locked() throws Exception {
        var plan = begun(of(OURS, "site", 1, "web01"));
        var before = fleet(OURS, "prod", "site", "web01");
        var after = fleet(OURS, "production", "shop", "web01");
        try (var lock = store.lock(before)) {
            lock.heldFor(plan.id());
            var e = assertThrows(LockedException.class, () -> store.lock(after));
            assertTrue(e.holder().endsWith("rollout " + plan.id()), e.holder());
        }
        try (var lock = store.lock(after)) {
            lock.heldFor(plan.id());
            assertThrows(LockedException.class, () -> store.lock(before));
        }
        store.lock(before).close();
    }

    @Test
    void a_copied_project_with_other_hosts_has_none_of_the_records() throws Exception {
        begun(of(OURS, "site", 1, "web01"));
        var copied = fleet(OURS, "prod", "site", "web07");
        assertEquals(List.of(), ids(copied));
        assertEquals(Optional.empty(), store.unfinished(copied));
    }

    @Test
    void the_same_host_at_another_path_is_another_place() throws Exception {
        begun(of(OURS, "site", 1, "web01"));
        var place = HostPlace.of(old("site", 1, "web01").hosts().get(0).host());
        var moved = new HostPlace(place.address(), place.port(), "/srv/elsewhere");
        var staging = new FleetName("staging", "site", new RecordBinding(Optional.of(OURS), Set.of(moved)));
        assertEquals(List.of(), ids(staging));
    }

    @Test
    void a_record_from_before_belongs_to_whoever_has_its_names_and_a_host_of_it() throws Exception {
        var plan = begun(old("site", 1, "web01"));
        assertEquals(Optional.of(plan.id()), store.unfinished(fleet(OURS, "prod", "site", "web01")));
        assertEquals(Optional.empty(), store.unfinished(fleet(OTHER, "prod", "site", "web02")));
        assertEquals(Optional.empty(), store.unfinished(fleet(OURS, "prod", "shop", "web01")));
    }

    @Test
    void the_lock_of_an_earlier_version_counts_while_its_rollout_is_open() throws Exception {
        begun(old("site", 1, "web01"));
        var before = new FleetName("prod", "site");
        try (var lock = store.lock(before)) {
            lock.heldFor(RolloutIds.of(1));
            assertThrows(LockedException.class, () -> store.lock(fleet(OURS, "prod", "site", "web01")));
            store.lock(fleet(OTHER, "prod", "site", "web02")).close();
        }
    }

    @Test
    void an_inventory_that_lost_its_project_has_none_of_its_records() throws Exception {
        begun(of(OURS, "site", 1, "web01"));
        assertEquals(List.of(), ids(new FleetName("prod", "site")));
    }

    @Test
    void logs_follow_the_record() throws Exception {
        var plan = begun(of(OURS, "site", 1, "web01"));
        HostLogs logs = new FileHostLogs(temporary.resolve("state"), InstantSource.fixed(AT));
        logs.append(fleet(OURS, "production", "shop", "web01"), plan.id(), "web01", List.of("one"));
        assertEquals(List.of("web01"), logs.machines(FleetName.of(plan), plan.id()));
    }
}
