package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.SecretReference;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.Notification;
import dev.sluice.playbook.Notification.Event;
import dev.sluice.playbook.Notification.HostDetail;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Fit;
import dev.sluice.playbook.Schedule;
import dev.sluice.playbook.Schedule.ArtifactChoice;
import dev.sluice.playbook.Schedule.Digest;
import dev.sluice.playbook.Schedule.Missed;
import dev.sluice.playbook.TransferRate;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanCodecTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Event> FIRST =
            List.of(Event.STARTED, Event.HELD, Event.FAILED, Event.REVERTED, Event.DONE, Event.MISSED, Event.DIVERGED);

    private final PlanCodec codec = new PlanCodec();

    @Test
    void every_plan_is_read_as_it_was_written() throws CodecException {
        var samples = new Samples(1);
        for (int i = 0; i < 60; i++) {
            var plan = samples.some(RolloutPlan.class);
            var text = codec.encode(plan);
            var read = codec.decode(text);
            assertEquals(plan, read);
            assertEquals(text, codec.encode(read));
            assertTrue(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '\u007f')), text);
            assertEquals(plan.release(), codec.heading(text).release());
            assertEquals(plan.id(), codec.heading(text).id());
        }
    }

    @Test
    void a_plan_is_read_by_people_too() {
        var text = codec.encode(SamplePlan.of("web01"));
        assertTrue(text.startsWith("{\n  \"v\": 1,\n  \"id\": \"r-7f3a09bc\",\n  \"purpose\": \"release\",\n"), text);
        assertTrue(text.contains("\"targets\": \"canary, web & env=prod\""), text);
        assertTrue(text.contains("\"size\": \"25%\""), text);
        assertTrue(text.contains("\"soak\": \"PT10M\""), text);
        assertTrue(text.contains("\"onFailure\": \"revert_all\""), text);
        assertTrue(text.contains("\"passphrase\": \"env:DEPLOY_KEY_PASSPHRASE\""), text);
        assertTrue(text.contains("\"type\": \"TcpCheck\""), text);
        assertFalse(text.contains("null"), "what is empty is left out");
        assertTrue(text.endsWith("\"actor\": \"anna\"\n}\n"), text);
    }

    @Test
    void a_newer_plan_is_refused_by_its_number() {
        var newer = codec.encode(SamplePlan.of("web01")).replaceFirst("\"v\": 1", "\"v\": 6");
        var e = assertThrows(NewerVersionException.class, () -> codec.decode(newer));
        assertTrue(e.toString().contains("the plan has version 6, and"), e.toString());
    }

    @Test
    void what_has_to_fit_keeps_the_form_that_it_always_had_where_it_can() throws CodecException {
        for (var fit : Fit.values()) {
            var window = new ReleaseWindow(ZoneId.of("UTC"), List.of(), List.of(), ReleaseWindow.Closing.HALT, fit);
            var plan = PlanDraft.of(1).window(window).plan();
            var text = codec.encode(plan);
            assertEquals(plan, codec.decode(text));
            switch (fit) {
                case ON -> assertTrue(text.contains("\"v\": 1,") && text.contains("\"fit\": true"), text);
                case OFF -> assertTrue(text.contains("\"v\": 1,") && text.contains("\"fit\": false"), text);
                case BATCH -> assertTrue(text.contains("\"v\": 3,") && text.contains("\"fit\": \"batch\""), text);
                case ROLLOUT -> assertTrue(text.contains("\"v\": 3,") && text.contains("\"fit\": \"rollout\""), text);
            }
        }
        var other = codec.encode(PlanDraft.of(1)
                        .window(new ReleaseWindow(
                                ZoneId.of("UTC"), List.of(), List.of(), ReleaseWindow.Closing.HALT, Fit.BATCH))
                        .plan())
                .replace("\"fit\": \"batch\"", "\"fit\": \"night\"");
        assertThrows(CodecException.class, () -> codec.decode(other));
    }

    @Test
    void a_plan_whose_holds_end_has_a_version_of_its_own() {
        var ending = PlanDraft.held(1, Duration.ofHours(4), Then.REVERT);
        assertTrue(codec.encode(PlanDraft.of(2)
                        .batches(List.of(ending, PlanDraft.step(1)))
                        .plan())
                .startsWith("{\n  \"v\": 3,"));
        assertTrue(codec.encode(PlanDraft.of(2)
                        .batches(List.of(PlanDraft.held(1), PlanDraft.step(1)))
                        .plan())
                .startsWith("{\n  \"v\": 1,"));
    }

    /** A change of the plainest schedule or notification that there is. */
    private record Change(int version, List<Schedule> schedules, List<Notification> notifications) {
        static Change of(int version, Schedule schedule) {
            return new Change(version, List.of(schedule), List.of());
        }

        static Change of(int version, Notification notification) {
            return new Change(version, List.of(), List.of(notification));
        }
    }

    private static Schedule schedule(
            Optional<Duration> waits, Optional<Duration> age, Optional<LocalTime> check, Optional<Duration> stage) {
        var artifact = new ArtifactChoice("a", Digest.REQUIRED, waits, age);
        return new Schedule("nightly", "30 22 * * *", ZoneId.of("UTC"), artifact, check, stage, Missed.SKIP);
    }

    private static Notification webhook(
            List<Event> events, Optional<LocalTime> report, Optional<ZoneId> zone, Optional<HostDetail> hosts) {
        var url = Optional.of(ConfiguredValue.parse("https://example.com"));
        return new Notification(
                url, SecretReference.parse("env:KEY"), Optional.empty(), Optional.empty(), events, report, zone, hosts);
    }

    private static final List<Change> CHANGES = List.of(
            Change.of(1, schedule(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
            Change.of(3, schedule(Optional.of(HOUR), Optional.empty(), Optional.empty(), Optional.empty())),
            Change.of(3, schedule(Optional.empty(), Optional.of(HOUR), Optional.empty(), Optional.empty())),
            Change.of(3, schedule(Optional.empty(), Optional.empty(), Optional.of(LocalTime.NOON), Optional.empty())),
            Change.of(3, schedule(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(HOUR))),
            Change.of(1, webhook(FIRST, Optional.empty(), Optional.empty(), Optional.empty())),
            Change.of(4, webhook(List.of(Event.MIXED), Optional.empty(), Optional.empty(), Optional.empty())),
            Change.of(4, webhook(FIRST, Optional.of(LocalTime.NOON), Optional.empty(), Optional.empty())),
            Change.of(4, webhook(FIRST, Optional.empty(), Optional.of(ZoneId.of("UTC")), Optional.empty())),
            Change.of(4, webhook(FIRST, Optional.empty(), Optional.empty(), Optional.of(HostDetail.NAMES))),
            Change.of(
                    4,
                    new Notification(
                            Optional.empty(),
                            Optional.empty(),
                            SecretReference.parse("env:HOOK"),
                            Optional.empty(),
                            FIRST,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())));

    @Test
    void a_plan_has_the_first_version_that_knows_its_schedules_and_notifications() throws CodecException {
        for (var change : CHANGES) {
            var plan = sample(SamplePlan.of("web01").playbook().release(), change.schedules(), change.notifications());
            var text = codec.encode(plan);
            assertTrue(text.startsWith("{\n  \"v\": " + change.version() + ","), change::toString);
            assertEquals(plan, codec.decode(text));
        }
    }

    @Test
    void a_plan_of_a_project_or_with_disabled_hosts_has_a_version_of_its_own() {
        var sample = SamplePlan.of("web01");
        var web02 = new HostName("web02");
        assertTrue(codec.encode(SamplePlan.of("7c1f", sample)).startsWith("{\n  \"v\": 2,"));
        assertTrue(codec.encode(without(sample, new LeftOut(web02, "off"))).startsWith("{\n  \"v\": 1,"));
        assertTrue(
                codec.encode(without(sample, LeftOut.disabled(web02, "disk"))).startsWith("{\n  \"v\": 3,"));
    }

    @Test
    void a_plan_that_limits_uploads_has_a_version_of_its_own() throws CodecException {
        var release = SamplePlan.of("web01").playbook().release();
        var plan = sample(limited(release, new TransferRate(10_000_000)), List.of(), List.of());
        var text = codec.encode(plan);
        assertTrue(text.startsWith("{\n  \"v\": 5,") && text.contains("\"limit\": \"10MB/s\""), text);
        assertEquals(plan, codec.decode(text));
    }

    private static ReleaseSettings limited(ReleaseSettings release, TransferRate limit) {
        return new ReleaseSettings(
                release.keep(),
                release.docroot(),
                release.shared(),
                release.writable(),
                release.base(),
                release.permissions(),
                release.assets(),
                release.exclude(),
                release.signedBy(),
                Optional.of(limit));
    }

    private static RolloutPlan sample(
            ReleaseSettings release, List<Schedule> schedules, List<Notification> notifications) {
        var sample = SamplePlan.of("web01");
        var playbook = sample.playbook();
        return sample.with(
                sample.hosts(),
                new Playbook(
                        playbook.name(),
                        playbook.targets(),
                        release,
                        playbook.tasks(),
                        playbook.strategy(),
                        playbook.strategies(),
                        playbook.rollback(),
                        playbook.opcache(),
                        playbook.records(),
                        playbook.health(),
                        playbook.probe(),
                        playbook.window(),
                        schedules,
                        notifications));
    }

    private static RolloutPlan without(RolloutPlan plan, LeftOut out) {
        return new RolloutPlan(
                plan.id(),
                plan.purpose(),
                plan.project(),
                plan.inventory(),
                plan.playbook(),
                plan.strategy(),
                plan.release(),
                plan.hosts(),
                plan.batches(),
                List.of(out),
                plan.waivers(),
                plan.createdAt(),
                plan.actor());
    }

    @Test
    void a_heading_names_the_fleet_that_the_plan_is_for() throws CodecException {
        for (var plan : List.of(SamplePlan.of("web01", "web02"), SamplePlan.of("7c1f", SamplePlan.of("web01")))) {
            assertEquals(FleetName.of(plan), codec.heading(codec.encode(plan)).fleet());
        }
        var broken = assertThrows(CodecException.class, () -> codec.heading("{\"v\": 1,"));
        assertTrue(
                String.valueOf(broken.getMessage())
                        .startsWith("the plan cannot be read: the text is damaged at line 1"),
                broken::getMessage);
    }

    @Test
    void a_digest_is_that_of_the_bytes() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", PlanCodec.digest("abc"));
    }
}
