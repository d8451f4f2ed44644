package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.PlaybookFile;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.schedule.ScheduleEntry.Missed;
import dev.sluice.schedule.ScheduleEntry.Paused;
import dev.sluice.schedule.ScheduleEntry.Skipped;
import dev.sluice.schedule.ScheduleEntry.Waiting;
import dev.sluice.schedule.ScheduleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTextTest {
    private static final Instant SINCE = Instant.parse("2026-11-30T07:30:12Z");
    private static final Instant NOW = SINCE.plus(Duration.ofDays(1));
    private static final ReleaseId RELEASE = new ReleaseId("20261130-223000-9f3c1ab");
    private static final FleetHistory NOTHING = new FleetHistory(List.of(), List.of());

    @TempDir
    private Path temporary = Path.of("");

    private Playbook playbook() throws IOException {
        var file = Files.writeString(temporary.resolve("playbook.yml"), """
                playbook: 1
                name: shop
                targets: web
                window: { zone: UTC, open: [{ days: mon-thu, from: '22:00', to: '02:00' }] }
                schedule:
                  - { name: noon, cron: '0 12 * * *', artifact: { newest: a } }
                  - { name: nightly, cron: '30 22 * * *', artifact: { newest: a } }
                """);
        return PlaybookFile.read(file).playbook();
    }

    private static RolloutSummary rollout(int id, Instant changed, RolloutPhase phase, Optional<Outcome> outcome) {
        return new RolloutSummary(
                RolloutIds.of(id),
                Purpose.RELEASE,
                RELEASE,
                "anna",
                SINCE,
                changed,
                phase,
                Optional.empty(),
                outcome,
                List.of(),
                List.of());
    }

    private static LocalDateTime night(int day) {
        return LocalDateTime.of(2026, 11, day, 22, 30);
    }

    private ReportText report(FleetHistory history, ScheduleEntry... entries) throws IOException {
        return new ReportText(playbook(), ScheduleRows.of(List.of(entries)), history, SINCE, NOW);
    }

    @Test
    void a_quiet_day_has_the_next_start_only() throws IOException {
        var quiet = report(NOTHING);
        assertEquals("report: nothing happened since 2026-11-30T07:30:00Z", quiet.title());
        assertEquals(List.of("next start: nightly at 2026-12-01T22:30 (2026-12-01T22:30:00Z)"), quiet.lines());
        assertEquals(List.of(), quiet.next());
    }

    @Test
    void what_happened_since_the_last_report_is_counted_and_listed() throws IOException {
        var history = new FleetHistory(
                List.of(
                        rollout(3, SINCE.minusSeconds(1), RolloutPhase.HELD, Optional.empty()),
                        rollout(2, SINCE.plusSeconds(1), RolloutPhase.FINISHED, Optional.of(Outcome.SUCCEEDED)),
                        rollout(1, SINCE, RolloutPhase.FINISHED, Optional.of(Outcome.SUCCEEDED))),
                List.of("r-00000009 cannot be read"));
        var later = SINCE.plusSeconds(60);
        var busy = report(
                history,
                new Missed(SINCE, "nightly", night(29), SINCE, "reported before"),
                new Missed(later, "nightly", night(30), later, "too late"),
                new Skipped(later, "noon", night(30), later, "closed", Optional.empty()),
                new Skipped(later, "noon", night(28), later, "paused", Optional.empty()),
                new Waiting(later, "noon", night(27), later, Optional.empty()),
                new Paused(later, "nightly", Optional.of(NOW.plusSeconds(60)), "audit", "ben"),
                new Paused(later, "noon", Optional.empty(), "holiday", "carl"));
        assertEquals(
                "report: 2 rollouts, 2 skipped starts, 1 missed start since 2026-11-30T07:30:00Z; a rollout waits",
                busy.title());
        assertEquals(
                List.of(
                        "record: r-00000009 cannot be read",
                        "release of " + RELEASE + " (r-00000003, started by anna): held",
                        "release of " + RELEASE + " (r-00000002, started by anna): succeeded",
                        "schedule nightly, 2026-11-30T22:30: missed: too late",
                        "schedule noon, 2026-11-30T22:30: skipped: closed",
                        "schedule noon, 2026-11-28T22:30: skipped: paused",
                        "schedule noon, 2026-11-27T22:30: waiting",
                        "schedule noon is paused by carl: holiday",
                        "schedule nightly is paused by ben until 2026-12-01T07:31:12Z: audit"),
                busy.lines().subList(0, 9));
        assertEquals("sluice promote r-00000003 continues", busy.next().get(0));
    }
}
