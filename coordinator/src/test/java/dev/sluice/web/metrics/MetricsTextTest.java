package dev.sluice.web.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.plan.Restrictions.Freeze;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that a monitoring system reads, of records that are written here. */
class MetricsTextTest {
    private static final Instant AT = RecordedSite.AT;

    /** All that is shown of a site of which nothing is recorded. */
    private static final String WITHOUT_ROLLOUT = """
                # HELP sluice_build_info The version of this Sluice
                # TYPE sluice_build_info gauge
                sluice_build_info{version="1.2.3"} 1
                # HELP sluice_config_last_reload_successful 1 if inventory and playbook had no errors when they were last read; else 0
                # TYPE sluice_config_last_reload_successful gauge
                sluice_config_last_reload_successful{inventory="prod",site="shop"} 1.0
                # HELP sluice_frozen 1 while the fleet is frozen, as far as this machine knows; else 0
                # TYPE sluice_frozen gauge
                sluice_frozen{inventory="prod",site="shop"} 0.0
                # HELP sluice_hosts Hosts, by their state in the records
                # TYPE sluice_hosts gauge
                sluice_hosts{inventory="prod",site="shop",state="behind"} 0.0
                sluice_hosts{inventory="prod",site="shop",state="disabled"} 0.0
                sluice_hosts{inventory="prod",site="shop",state="left_out"} 0.0
                sluice_hosts{inventory="prod",site="shop",state="live"} 0.0
                sluice_hosts{inventory="prod",site="shop",state="unknown"} 3.0
                # HELP sluice_notifications_failed_total Messages to people that were given up, by channel
                # TYPE sluice_notifications_failed_total counter
                sluice_notifications_failed_total{channel="mail",inventory="prod",site="shop"} 0.0
                sluice_notifications_failed_total{channel="slack",inventory="prod",site="shop"} 0.0
                sluice_notifications_failed_total{channel="webhook",inventory="prod",site="shop"} 0.0
                # HELP sluice_rollout_needs_person 1 while a person has to act on a rollout, or records cannot be read; else 0
                # TYPE sluice_rollout_needs_person gauge
                sluice_rollout_needs_person{inventory="prod",site="shop"} 0.0
                # HELP sluice_rollouts_total Rollouts that are over, by outcome
                # TYPE sluice_rollouts_total counter
                sluice_rollouts_total{inventory="prod",outcome="diverged",site="shop"} 0.0
                sluice_rollouts_total{inventory="prod",outcome="locked",site="shop"} 0.0
                sluice_rollouts_total{inventory="prod",outcome="mixed",site="shop"} 0.0
                sluice_rollouts_total{inventory="prod",outcome="reverted",site="shop"} 0.0
                sluice_rollouts_total{inventory="prod",outcome="succeeded",site="shop"} 0.0
                sluice_rollouts_total{inventory="prod",outcome="untouched",site="shop"} 0.0
                # HELP sluice_schedule_starts_total Starts of schedules, by what became of them
                # TYPE sluice_schedule_starts_total counter
                sluice_schedule_starts_total{inventory="prod",result="missed",site="shop"} 0.0
                sluice_schedule_starts_total{inventory="prod",result="skipped",site="shop"} 0.0
                sluice_schedule_starts_total{inventory="prod",result="started",site="shop"} 0.0
                """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final SetTime time = new SetTime();
    private Coordinator coordinator;
    private RecordedSite shop;
    private MetricsText metrics;

    @BeforeEach
    void serve() throws Exception {
        coordinator = new Coordinator(new Settings(state(), Map.of(), "daemon", Optional.empty()), time);
        shop = new RecordedSite(directory, "shop", coordinator.records());
        metrics = new MetricsText(List.of(shop), coordinator, "1.2.3");
    }

    @AfterEach
    void end() {
        coordinator.close();
    }

    private Path state() {
        return directory.resolve("state");
    }

    /** The lines of one metric, without what they begin with, when what was made before is too old. */
    private List<String> lines(String metric) {
        time.pass(Duration.ofSeconds(10));
        return metrics.text()
                .lines()
                .filter(line -> line.startsWith(metric + "{"))
                .map(line -> line.substring(metric.length()))
                .toList();
    }

    private void shows(String metric, String value) {
        assertEquals(List.of("{inventory=\"prod\",site=\"shop\"} " + value), lines(metric));
    }

    private void hidden(String metric) {
        assertEquals(List.of(), lines(metric));
    }

    private void releaseHosts(int live, int behind, int leftOut, int disabled, int unknown) {
        assertEquals(
                List.of(
                        "behind " + behind,
                        "disabled " + disabled,
                        "left_out " + leftOut,
                        "live " + live,
                        "unknown " + unknown),
                lines("sluice_hosts").stream()
                        .map(line -> line.replaceFirst(".*state=\"(\\w+)\"} (\\d)\\.0", "$1 $2"))
                        .toList());
    }

    private void rollouts(String outcome, String count) {
        assertEquals(
                List.of("{inventory=\"prod\",outcome=\"" + outcome + "\",site=\"shop\"} " + count),
                lines("sluice_rollouts_total").stream()
                        .filter(line -> line.contains('"' + outcome + "\",site=\"shop\""))
                        .toList());
    }

    private static Failure failure() {
        return new Failure(Failure.Kind.HEALTH, "stage", "no answer", "", "");
    }

    @Test
    void a_site_without_a_rollout_shows_zeros_and_no_times() {
        assertEquals(WITHOUT_ROLLOUT, metrics.text());
    }

    @Test
    void a_held_rollout_needs_a_person_and_shows_when_its_hold_ends() throws Exception {
        var plan = shop.plan(Purpose.RELEASE, "v2");
        var deadline = new HoldDeadline(Instant.ofEpochSecond(1_795_406_400), Then.REVERT);
        shop.record(plan, RecordedSite.switched("web01", "v2"), new FleetEvent.Held(AT, 1, Optional.of(deadline)));
        shows("sluice_rollout_needs_person", "1.0");
        shows("sluice_hold_deadline_timestamp_seconds", "1.7954064E9");
        releaseHosts(1, 2, 0, 0, 0);
        hidden("sluice_rollout_last_success_timestamp_seconds");
        try (var open = coordinator.records().store().open(plan.id())) {
            open.journal().append(List.of(new FleetEvent.RolloutFinished(AT, Outcome.UNTOUCHED)));
        }
        shows("sluice_rollout_needs_person", "0.0");
        hidden("sluice_hold_deadline_timestamp_seconds");
    }

    @Test
    void the_last_release_that_succeeded_counts_and_no_rollback() throws Exception {
        shop.ended(Purpose.RELEASE, "v1", Outcome.SUCCEEDED);
        shop.ended(Purpose.RELEASE, "v2", Outcome.SUCCEEDED);
        shop.ended(Purpose.RELEASE, "v3", Outcome.REVERTED);
        shop.ended(Purpose.ROLLBACK, "v1", Outcome.SUCCEEDED);
        var second = AT.plusSeconds(121).getEpochSecond();
        shows("sluice_rollout_last_success_timestamp_seconds", Double.toString((double) second));
        rollouts("succeeded", "3.0");
        rollouts("reverted", "1.0");
        releaseHosts(3, 0, 0, 0, 0);
    }

    @Test
    void a_count_does_not_become_smaller_when_a_record_is_removed() throws Exception {
        var oldest = shop.ended(Purpose.RELEASE, "v1", Outcome.SUCCEEDED);
        shop.ended(Purpose.RELEASE, "v2", Outcome.SUCCEEDED);
        rollouts("succeeded", "2.0");
        coordinator.records().store().remove(oldest);
        rollouts("succeeded", "2.0");
        shop.ended(Purpose.RELEASE, "v3", Outcome.SUCCEEDED);
        rollouts("succeeded", "3.0");
        metrics = new MetricsText(List.of(shop), coordinator, "1.2.3");
        rollouts("succeeded", "2.0");
    }

    @Test
    void a_record_that_cannot_be_read_for_a_while_is_counted_once() throws Exception {
        var id = shop.ended(Purpose.RELEASE, "v1", Outcome.SUCCEEDED);
        rollouts("succeeded", "1.0");
        var plan = state().resolve("prod/shop/" + id + "/plan.json");
        var sound = Files.readString(plan);
        Files.writeString(plan, "{");
        shows("sluice_rollout_needs_person", "1.0");
        rollouts("succeeded", "1.0");
        Files.writeString(plan, sound);
        shows("sluice_rollout_needs_person", "0.0");
        rollouts("succeeded", "1.0");
    }

    @Test
    void records_of_one_site_that_cannot_be_read_leave_the_others_as_they_are() throws Exception {
        var blog = new RecordedSite(directory, "blog", coordinator.records());
        metrics = new MetricsText(List.of(blog, shop), coordinator, "1.2.3");
        blog.ended(Purpose.RELEASE, "v1", Outcome.SUCCEEDED);
        Files.writeString(state().resolve("prod/blog/restrictions.json"), "{");
        shop.ended(Purpose.RELEASE, "v1", Outcome.SUCCEEDED);
        Files.createDirectories(state().resolve("prod/blog/schedules"));
        Files.writeString(state().resolve("prod/blog/schedules/entries.jsonl"), "{}\n{}\n");
        assertEquals(
                List.of("{inventory=\"prod\",site=\"blog\"} 1.0", "{inventory=\"prod\",site=\"shop\"} 0.0"),
                lines("sluice_rollout_needs_person"));
        shows("sluice_frozen", "0.0");
        rollouts("succeeded", "1.0");
        releaseHosts(3, 0, 0, 0, 0);
    }

    @Test
    void hosts_are_counted_by_the_first_state_that_fits() throws Exception {
        shop.ended(Purpose.RELEASE, "v1", Outcome.SUCCEEDED);
        var leftOut = new LeftOut(new HostName("web02"), "no answer");
        shop.record(
                shop.plan(Purpose.RELEASE, "v2", leftOut),
                RecordedSite.switched("web01", "v2"),
                new HostEvent.HostLeftOut(AT, new HostName("web02"), failure()),
                new FleetEvent.RolloutFinished(AT, Outcome.SUCCEEDED));
        releaseHosts(1, 1, 1, 0, 0);
        var disabled = new DisabledHost(new HostName("web02"), "new disk", Optional.empty());
        shop.restrict(none -> none.disabling(disabled, AT, "anna"));
        releaseHosts(1, 1, 0, 1, 0);
        shop.record(
                shop.plan(Purpose.RELEASE, "v3"),
                new HostEvent.HostUnknown(AT, new HostName("web01"), failure()),
                new FleetEvent.RolloutFinished(AT, Outcome.MIXED));
        releaseHosts(0, 1, 0, 1, 1);
        shows("sluice_rollout_needs_person", "1.0");
    }

    @Test
    void a_freeze_counts_until_it_ends() throws Exception {
        var until = time.now().plus(Duration.ofHours(1));
        shop.restrict(none -> none.withFreeze(Optional.of(new Freeze("sale", Optional.of(until))), AT, "anna"));
        shows("sluice_frozen", "1.0");
        time.pass(Duration.ofHours(1));
        shows("sluice_frozen", "0.0");
    }

    @Test
    void starts_of_schedules_are_counted_and_the_last_decision_has_its_time() throws Exception {
        var local = LocalDateTime.parse("2026-11-22T22:30");
        var schedules = coordinator.records().schedules();
        schedules.append(shop.fleet(), new ScheduleEntry.Watched(AT, "nightly", "30 22 * * *", ZoneId.of("UTC")));
        schedules.append(shop.fleet(), new ScheduleEntry.Missed(AT.plusSeconds(1), "nightly", local, AT, "too late"));
        schedules.append(
                shop.fleet(),
                new ScheduleEntry.Skipped(
                        AT.plusSeconds(2), "nightly", local.plusDays(1), AT, "frozen", Optional.empty()));
        hidden("sluice_schedule_last_decision_timestamp_seconds");
        shop.edit(text ->
                text + "schedule: [{ name: nightly, cron: '30 22 * * *', zone: UTC, artifact: { newest: a } }]\n");
        shows("sluice_schedule_last_decision_timestamp_seconds", Double.toString((double)
                AT.plusSeconds(2).getEpochSecond()));
        assertEquals(
                List.of(
                        "{inventory=\"prod\",result=\"missed\",site=\"shop\"} 1.0",
                        "{inventory=\"prod\",result=\"skipped\",site=\"shop\"} 1.0",
                        "{inventory=\"prod\",result=\"started\",site=\"shop\"} 0.0"),
                lines("sluice_schedule_starts_total"));
    }

    @Test
    void files_with_errors_are_shown_and_the_records_of_the_last_usable_ones_count_on() throws Exception {
        shop.ended(Purpose.RELEASE, "v1", Outcome.SUCCEEDED);
        shop.edit(text -> text.replace("targets:", "target:"));
        shows("sluice_config_last_reload_successful", "0.0");
        releaseHosts(3, 0, 0, 0, 0);
        shop.edit(text -> text.replace("target:", "targets:"));
        shows("sluice_config_last_reload_successful", "1.0");
    }

    @Test
    void a_site_whose_files_were_not_read_yet_shows_nothing() {
        shop.unread();
        hidden("sluice_rollout_needs_person");
        hidden("sluice_config_last_reload_successful");
    }

    @Test
    void of_sites_with_the_same_names_the_worse_is_shown() throws Exception {
        var other = new RecordedSite(directory, "shop", coordinator.records());
        other.edit(text -> text.replace("targets:", "target:"));
        metrics = new MetricsText(List.of(other, shop), coordinator, "1.2.3");
        shows("sluice_config_last_reload_successful", "0.0");
    }

    @Test
    void what_was_made_is_shown_for_ten_seconds() throws Exception {
        rollouts("succeeded", "0.0");
        var made = metrics.text();
        shop.ended(Purpose.RELEASE, "v1", Outcome.SUCCEEDED);
        time.pass(Duration.ofMillis(9_999));
        assertEquals(made, metrics.text());
        time.pass(Duration.ofMillis(1));
        assertNotEquals(made, metrics.text());
    }

    @Test
    void rollouts_that_are_over_are_read_in_full_once() throws Exception {
        var id = shop.ended(Purpose.RELEASE, "v1", Outcome.SUCCEEDED);
        releaseHosts(3, 0, 0, 0, 0);
        var journal = state().resolve("prod/shop/" + id + "/journal.jsonl");
        Files.writeString(journal, Files.readString(journal).replaceFirst("anna", "otto"));
        releaseHosts(3, 0, 0, 0, 0);
    }
}
