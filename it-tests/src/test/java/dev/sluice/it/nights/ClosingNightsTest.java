package dev.sluice.it.nights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance;
import dev.sluice.operation.PromoteOperation;
import dev.sluice.operation.ReleaseOperation;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.operation.RolloutChoice;
import dev.sluice.operation.RolloutChoice.Reach;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows that close while a rollout runs, or while it is held. A batch of two hosts, one after the other, and one of one. */
class ClosingNightsTest {
    private static final int HELD = 8;
    private static final int OUTSIDE_WINDOW = 9;
    private static final String WINDOW =
            "window: { zone: Europe/Berlin, open: [{ days: mon-thu, from: '22:00', to: '02:00' }], MORE }\n";
    private static final String SCHEDULE =
            "schedule: [{ name: late, cron: '50 1 * * tue', artifact: { newest: 'BUILDS/*', digest: optional } }]\n";

    @SuppressWarnings("NullAway.Init")
    private Nights nights;

    @AfterEach
    void close() {
        nights.close();
    }

    /** It begins at 01:50; the health of each host takes 20 minutes. */
    private void begin(String batches, String window) throws Exception {
        nights = new Nights(3, "2026-11-30T20:00");
        nights.write(WINDOW.replace("MORE", window) + SCHEDULE);
        nights.replace("batches: [1, 34%, 50%]", "batches: " + batches);
        nights.replace("min_available: 50%", "min_available: 33%\n  parallel: 1");
        nights.replace(
                "probe: { every: 1m, timeout: 5s, consecutive: 2, within: 20m }",
                "probe: { every: 20m, timeout: 5s, consecutive: 2, within: 2h }");
        nights.run("2026-11-30T20:00");
        nights.build("monday", "2026-11-30T20:00");
    }

    @ParameterizedTest
    @CsvSource({
        "finish_batch, 9, 'monday monday first', outside_window, window_closed",
        "halt, 9, 'monday first first', outside_window, window_closed",
        "revert_all, 5, 'first first first', reverted, reverted",
    })
    void a_window_that_closes_in_the_middle_leaves_the_hosts_as_its_policy_promises(
            String closing, int code, String live, String row, String sent) throws Exception {
        begin("[2, 1]", "closing: " + closing + ", fit: false");
        assertEquals(List.of(code), nights.run("2026-12-01T01:50"));
        assertEquals(live, String.join(" ", nights.live()));
        assertTrue(nights.lastRow().endsWith(row), nights.lastRow());
        var kinds = nights.kindsSent();
        assertEquals(sent, kinds.get(kinds.size() - 1), kinds::toString);
        assertEquals(List.of(), nights.run("2026-12-01T22:30"), "in another window it does not continue by itself");
        assertEquals(live, String.join(" ", nights.live()));
    }

    /** What the first batch took is not left for the second one. */
    @Test
    void a_batch_that_does_not_fit_is_not_begun() throws Exception {
        begin("[1, 2]", "fit: batch");
        nights.replace("50 1 * * tue", "35 1 * * tue");
        nights.run("2026-12-01T01:00");
        assertEquals(List.of(OUTSIDE_WINDOW), nights.run("2026-12-01T01:35"));
        assertTrue(nights.time().now().isBefore(Nights.at("2026-12-01T02:00")), "the window is open still");
        assertEquals(List.of("monday", "first", "first"), nights.live());
        assertEquals(List.of("started", "window_closed"), nights.kindsSent());
    }

    /** The release of the week before took an hour. */
    @Test
    void a_rollout_that_does_not_fit_by_what_earlier_ones_took_is_not_begun() throws Exception {
        begin("[1, 2]", "fit: rollout");
        nights.replace("50 1 * * tue", "30 22 * * mon,tue");
        nights.run("2026-11-30T20:01");
        assertEquals(List.of(0), nights.run("2026-11-30T22:30"));
        nights.replace("30 22 * * mon,tue", "20 1 * * wed");
        nights.run("2026-12-01T20:00");
        nights.sent();
        nights.build("tuesday", "2026-12-01T20:00");
        assertEquals(List.of(), nights.run("2026-12-02T01:20"));
        assertTrue(nights.lastRow().startsWith("late 2026-12-02T01:20 SKIPPED"), nights.lastRow());
        assertEquals(List.of("skipped"), nights.kindsSent());
        assertEquals(List.of("monday", "monday", "monday"), nights.live());
    }

    /** The hold would last for four hours, and its window closes before. */
    @ParameterizedTest
    @CsvSource({"promote, 8, 'monday first first'", "revert, 5, 'first first first'"})
    void a_hold_ends_with_its_window_and_does_not_continue_after_it(String then, int code, String live)
            throws Exception {
        begin("[{ size: 1, soak: 0s, hold: { for: 4h, then: " + then + " } }, 2]", "fit: false");
        nights.replace("50 1 * * tue", "30 23 * * mon");
        nights.run("2026-11-30T20:01");
        assertEquals(List.of(HELD), nights.run("2026-11-30T23:30"));
        assertEquals(List.of("started", "held"), nights.kindsSent());
        assertEquals(List.of(), nights.run("2026-12-01T01:29"));
        assertEquals(List.of(), nights.sent());
        assertEquals(List.of(), nights.run("2026-12-01T01:31"));
        assertEquals(List.of(), nights.run("2026-12-01T01:59"));
        assertEquals(List.of("expiring"), nights.kindsSent(), "once");
        assertEquals(List.of("monday", "first", "first"), nights.live());
        assertEquals(List.of(code), nights.run("2026-12-01T02:00"));
        assertEquals(live, String.join(" ", nights.live()));
        nights.run("2026-12-01T23:00");
        assertEquals(live, String.join(" ", nights.live()), "in the next window it waits for a person");
    }

    @Test
    void a_promotion_outside_of_the_window_is_refused_and_then_overridden_with_a_reason() throws Exception {
        begin("[1, 2]", "fit: false");
        nights.replace(SCHEDULE.replace("BUILDS", nights.builds().toString()), "");
        nights.replace("batches: [1, 2]", "batches: [{ size: 1, soak: 0s, hold: true }, 2]");
        nights.time().set(Nights.at("2026-11-30T23:30"));
        var order = new ReleaseOrder(
                Optional.of(new ArtifactLocation.Local(nights.builds().resolve("monday"))),
                Provenance.Digest.WHEN_THERE,
                Optional.empty(),
                List.of(),
                Optional.empty());
        assertEquals(HELD, Nights.code(nights.with(fleet -> new ReleaseOperation(fleet, Nights.front()).run(order))));
        nights.time().set(Nights.at("2026-12-01T15:00"));
        var refused = assertThrows(RefusedException.class, () -> promote(Optional.empty()));
        assertEquals(OUTSIDE_WINDOW, ExitCode.of(refused.reason()).number());
        assertTrue(refused.next().contains("--override-window --reason TEXT"), refused::next);
        assertEquals(List.of("monday", "first", "first"), nights.live());
        assertEquals(0, promote(Optional.of("a hole")));
        assertEquals(List.of("monday", "monday", "monday"), nights.live());
        var history =
                nights.with(fleet -> nights.coordinator().records().store().history(fleet.name()));
        assertTrue(
                history.rollouts().get(0).decisions().stream()
                        .anyMatch(decision -> decision.what().equals("window overridden: a hole")),
                history::toString);
    }

    private int promote(Optional<String> override) throws Exception {
        return nights.with(fleet -> Nights.code(
                new PromoteOperation(fleet, Nights.front(), new RolloutChoice(Optional.empty(), Reach.THIS_FLEET))
                        .run("anna", Optional.empty(), override)));
    }
}
