package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.engine.RolloutSummary.Decision;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.Waiver;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FleetHistoryTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");
    private static final FleetName FLEET = new FleetName("prod", "shop");

    @TempDir
    private Path temporary = Path.of("");

    private FileRolloutStore store = new FileRolloutStore(temporary, InstantSource.fixed(AT));

    @BeforeEach
    void begin() {
        store = new FileRolloutStore(temporary.resolve("state"), InstantSource.fixed(AT));
    }

    private RolloutId record(String inventory, int id, int second, RolloutEvent... events) throws Exception {
        var plan = SamplePlan.of(inventory, "shop", RolloutIds.of(id), "web01");
        var dated = new RolloutPlan(
                plan.id(),
                plan.purpose(),
                plan.project(),
                plan.inventory(),
                plan.playbook(),
                plan.strategy(),
                plan.release(),
                plan.hosts(),
                plan.batches(),
                plan.leftOut(),
                List.of(new Waiver(Waiver.Kind.WINDOW, "", "hotfix")),
                AT.plusSeconds(second),
                plan.actor());
        try (var open = store.create(dated)) {
            var all = new ArrayList<RolloutEvent>();
            all.add(new FleetEvent.RolloutStarted(AT, open.planDigest(), "anna"));
            all.addAll(List.of(events));
            open.journal().append(all);
        }
        return plan.id();
    }

    private static RolloutEvent finished(Outcome outcome) {
        return new FleetEvent.RolloutFinished(AT.plusSeconds(60), outcome);
    }

    @Test
    void a_finished_record_is_read_once_and_again_when_its_journal_changes() throws Exception {
        record("prod", 1, 1, finished(Outcome.SUCCEEDED));
        var journal = temporary.resolve("state/prod/shop/r-00000001/journal.jsonl");
        var before = store.history(FLEET);
        var time = Files.getLastModifiedTime(journal);
        Files.writeString(journal, "x".repeat((int) Files.size(journal)));
        Files.setLastModifiedTime(journal, time);
        assertEquals(before, store.history(FLEET));
        Files.writeString(journal, "");
        assertNotEquals(before, store.history(FLEET));
    }

    @Test
    void a_rollout_that_was_planned_is_read_again_when_it_starts() throws Exception {
        var plan = SamplePlan.of("prod", "shop", RolloutIds.of(1), "web01");
        try (var open = store.create(plan)) {
            assertEquals(List.of(Optional.of(Outcome.UNTOUCHED)), outcomes());
            open.journal().append(List.of(new FleetEvent.RolloutStarted(AT, open.planDigest(), "anna")));
            assertEquals(List.of(Optional.empty()), outcomes());
            open.journal().append(List.of(finished(Outcome.REVERTED)));
            assertEquals(List.of(Optional.of(Outcome.REVERTED)), outcomes());
        }
    }

    private List<Optional<Outcome>> outcomes() throws Exception {
        return store.history(FLEET).rollouts().stream()
                .map(RolloutSummary::outcome)
                .toList();
    }

    @Test
    void the_newest_rollout_comes_first() throws Exception {
        var first = record("prod", 3, 1, finished(Outcome.SUCCEEDED));
        var second = record("prod", 1, 2, finished(Outcome.REVERTED));
        var third = record("prod", 2, 3, new FleetEvent.Held(AT.plusSeconds(30), 1));
        record("staging", 9, 4);

        var history = store.history(FLEET);

        assertEquals(
                List.of(third, second, first),
                history.rollouts().stream().map(RolloutSummary::id).toList());
        assertEquals(List.of(), history.problems());
        var held = history.rollouts().get(0);
        assertEquals(RolloutPhase.HELD, held.phase());
        assertEquals(AT.plusSeconds(30), held.changedAt());
        assertEquals(Optional.empty(), held.outcome());
        var reverted = history.rollouts().get(1);
        assertEquals(Optional.of(Outcome.REVERTED), reverted.outcome());
        assertEquals(AT.plusSeconds(60), reverted.changedAt());
        assertEquals(AT.plusSeconds(2), reverted.createdAt());
        assertEquals("anna", reverted.actor());
        assertEquals("20261122-223000-9f3c1ab", reverted.release().value());
        assertEquals(Optional.of(third), store.unfinished(FLEET));
        assertEquals(List.of(FLEET, new FleetName("staging", "shop")), store.fleets());
    }

    @Test
    void when_all_are_finished_none_is_unfinished() throws Exception {
        record("prod", 3, 1, finished(Outcome.SUCCEEDED));
        assertEquals(Optional.empty(), store.unfinished(FLEET));
    }

    @Test
    void a_rollout_that_announced_nothing_touched_nothing() throws Exception {
        store.create(SamplePlan.of("web01")).close();
        var summary = store.history(FLEET).rollouts().get(0);
        assertEquals(Optional.of(Outcome.UNTOUCHED), summary.outcome());
        assertFalse(summary.unfinished());
    }

    @Test
    void a_finished_rollout_is_summed_up_without_its_middle() throws Exception {
        var id = record("prod", 3, 1, finished(Outcome.SUCCEEDED));
        var journal = temporary.resolve("state/prod/shop/" + id + "/journal.jsonl");
        var text = Files.readString(journal);
        Files.writeString(journal, text.replaceFirst("anna", "otto"));
        assertEquals(
                Optional.of(Outcome.SUCCEEDED),
                store.history(FLEET).rollouts().get(0).outcome());
    }

    @Test
    void a_rollout_whose_last_line_is_just_being_written_is_still_summed_up() throws Exception {
        var id = record("prod", 3, 1, new FleetEvent.Paused(AT, "ben"));
        var journal = temporary.resolve("state/prod/shop/" + id + "/journal.jsonl");
        Files.writeString(journal, "{\"seq\":2,", StandardOpenOption.APPEND);
        assertEquals(RolloutPhase.PAUSED, store.history(FLEET).rollouts().get(0).phase());
    }

    @Test
    void a_rollout_is_found_by_the_beginning_of_its_id_in_all_fleets() throws Exception {
        var one = record("prod", 0x7f3a0001, 1);
        var two = record("staging", 0x7f3b0002, 2);
        assertEquals(List.of(one), store.find("r-7f3a"));
        assertEquals(List.of(one, two), store.find("r-7f3"));
        assertEquals(List.of(), store.find("r-8"));
        assertTrue(store.find("../").isEmpty());
    }

    @Test
    void what_people_waived_and_decided_is_part_of_it() throws Exception {
        var at = AT.plusSeconds(9);
        record(
                "prod",
                3,
                1,
                new FleetEvent.Held(AT, 1),
                new FleetEvent.Promoted(at, 1, "berta"),
                new FleetEvent.Paused(at, "carl"),
                new FleetEvent.RolloutResumed(at, "dora"),
                new FleetEvent.WindowOverridden(at, "dora", "a hole"),
                new TaskEvent.TaskJudged(at, "migrate", TaskEvent.TaskJudged.Verdict.DONE, "emil"),
                new FleetEvent.Aborted(at, "fritz", Demand.REVERT),
                finished(Outcome.REVERTED));
        var summary = store.history(FLEET).rollouts().get(0);
        assertEquals(
                List.of(
                        new Decision(at, "promoted after batch 1", "berta"),
                        new Decision(at, "paused", "carl"),
                        new Decision(at, "continued", "dora"),
                        new Decision(at, "window overridden: a hole", "dora"),
                        new Decision(at, "task 'migrate' decided done", "emil"),
                        new Decision(at, "ended: every host is reverted", "fritz")),
                summary.decisions());
        assertEquals(List.of(new Waiver(Waiver.Kind.WINDOW, "", "hotfix")), summary.waivers());
    }
}
