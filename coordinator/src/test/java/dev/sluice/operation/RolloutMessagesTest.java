package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.document.HarmlessText;
import dev.sluice.engine.Outbox;
import dev.sluice.engine.RolloutListener;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.message.Addresses;
import dev.sluice.message.Letter;
import dev.sluice.message.Message;
import dev.sluice.message.MessageText;
import dev.sluice.message.Messages;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.Notification;
import dev.sluice.playbook.Notification.Event;
import dev.sluice.playbook.Notification.HostDetail;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutMessagesTest {
    private static final Instant AT = Messages.AT;
    private final RolloutPlan plan = SamplePlan.of("web01", "web02");
    private final List<Message> sent = new ArrayList<>();
    private final List<RolloutEvent> past = new ArrayList<>();

    private final class Collected implements Outbox {
        @Override
        public void put(Message message, Notification to) {
            sent.add(message);
        }

        @Override
        public void deliver() {}

        @Override
        public void hurry() {}

        @Override
        public List<Letter> undelivered() {
            return List.of();
        }
    }

    private static Notification wants(HostDetail hosts, Event... events) {
        return new Notification(
                Optional.empty(),
                Optional.empty(),
                Messages.slack("env:HOOK").slack(),
                Optional.empty(),
                List.of(events),
                Optional.empty(),
                Optional.empty(),
                Optional.of(hosts));
    }

    private void story(List<Notification> notified, RolloutEvent... events) {
        story((seq, event, state) -> {}, notified, events);
    }

    private void story(RolloutListener front, List<Notification> notified, RolloutEvent... events) {
        var listener = new NotifyingListener(front, plan, past, notified, new Collected());
        var state = RolloutState.replay(plan, past);
        long seq = past.size();
        for (var event : events) {
            state = state.with(event);
            listener.on(seq++, event, state);
        }
    }

    private static final String ADDRESS = "web01.int.example.com";

    private static List<Host> hosts() {
        var host = PlanDraft.host(new HostName("web01"));
        return List.of(
                new Host(host.name(), ADDRESS, host.groups(), host.labels(), host.path(), host.ssh(), host.web()));
    }

    private static FleetEvent.RolloutFinished finished(Outcome outcome) {
        return new FleetEvent.RolloutFinished(AT, outcome);
    }

    private List<String> types() {
        return sent.stream().map(Message::type).toList();
    }

    private RolloutEvent failed(String host, String why) {
        return new HostEvent.HostFailed(
                AT, new HostName(host), new Failure(Failure.Kind.HEALTH, "health", host + ": GET /", why, "fix it"));
    }

    @Test
    void who_wants_failures_hears_of_one_that_was_reverted_and_once() {
        story(
                List.of(wants(HostDetail.NAMES, Event.FAILED, Event.REVERTED)),
                failed("web02", "500"),
                finished(Outcome.REVERTED));
        assertEquals(List.of("reverted"), types());
        assertEquals(List.of("web02: GET /: 500"), sent.get(0).why());
        assertTrue(sent.get(0).next().contains("fix it"), sent::toString);
    }

    @Test
    void a_revert_that_a_person_wanted_is_no_failure() {
        story(
                List.of(wants(HostDetail.NAMES, Event.FAILED)),
                new FleetEvent.Aborted(AT, "anna", Demand.REVERT),
                finished(Outcome.REVERTED));
        assertEquals(List.of(), types());
    }

    @Test
    void nobody_hears_of_what_was_not_asked_for() {
        var events = new RolloutEvent[] {
            new FleetEvent.RolloutStarted(AT, "d", "anna"),
            new FleetEvent.BatchStarted(AT, 1, List.of(new HostName("web01"))),
            new FleetEvent.Held(AT, 1),
            finished(Outcome.SUCCEEDED)
        };
        story(List.of(wants(HostDetail.NAMES, Event.HELD)), events);
        assertEquals(List.of("held"), types());
        assertEquals(plan.id().value() + "-2", sent.get(0).id());
        assertEquals(2, sent.get(0).rollout().orElseThrow().behind().count());
        assertTrue(sent.get(0).next().get(0).startsWith("sluice promote " + plan.id()), sent::toString);
    }

    @Test
    void each_way_of_waiting_and_ending_is_an_event() {
        var all = List.of(wants(HostDetail.NAMES, Event.values()));
        for (var outcome : Outcome.values()) {
            story(all, finished(outcome));
        }
        assertEquals(List.of("done", "failed", "reverted", "mixed", "failed", "diverged"), types());
        sent.clear();
        story(all, new FleetEvent.Interrupted(AT, "SIGTERM"));
        story(all, new FleetEvent.WindowClosed(AT, "it closed at 02:00", Closing.HALT));
        story(
                all,
                new TaskEvent.TaskUnknown(AT, "migrate", new Failure(Failure.Kind.TASK, "task", "lost", "", "")),
                new FleetEvent.Promoted(AT, 1, "x"));
        assertEquals(List.of("interrupted", "window_closed", "mixed"), types());
        assertTrue(sent.stream().noneMatch(message -> message.next().isEmpty()), sent::toString);
    }

    @Test
    void a_freeze_that_stopped_a_rollout_is_an_event_with_its_message() {
        story(
                List.of(wants(HostDetail.NAMES, Event.FROZEN)),
                new FleetEvent.BatchStarted(AT, 1, List.of(new HostName("web01"))),
                new FleetEvent.Frozen(AT, "the database moves"));
        assertEquals(List.of("frozen"), types());
        assertTrue(sent.get(0).title().endsWith("stopped by a freeze: the database moves"), sent::toString);
        assertTrue(sent.get(0).next().get(0).startsWith("sluice resume " + plan.id()), sent::toString);
    }

    @Test
    void a_hold_that_ends_is_announced_with_its_end_and_with_what_will_be_done() {
        var end = AT.plusSeconds(3600);
        story(
                List.of(wants(HostDetail.NAMES, Event.HELD)),
                new FleetEvent.Held(AT, 1, Optional.of(new HoldDeadline(end, Then.REVERT))));
        assertTrue(sent.get(0).title().endsWith("it waits for promotion until " + end), sent::toString);
        for (var then : Then.values()) {
            var occasion = new RolloutOccasions(plan).expiring(2, new HoldDeadline(end, then));
            assertEquals(List.of(Event.EXPIRING), occasion.events());
            assertTrue(occasion.title().contains("held after batch 2: "), occasion::title);
            assertTrue(occasion.title().contains(end.toString()), occasion::title);
        }
    }

    @Test
    void who_approved_before_this_process_is_named() {
        past.add(new FleetEvent.RolloutStarted(AT, "d", "anna"));
        past.add(new FleetEvent.Held(AT, 1));
        story(
                List.of(wants(HostDetail.NAMES, Event.DONE)),
                new FleetEvent.Promoted(AT, 1, "bob"),
                new FleetEvent.Held(AT, 2),
                new FleetEvent.Promoted(AT, 2, "carl"),
                finished(Outcome.SUCCEEDED));
        var about = sent.get(0).rollout().orElseThrow();
        assertEquals(List.of("bob", "carl"), about.approvedBy());
        assertEquals(plan.release().bytes(), about.bytes());
    }

    @Test
    void addresses_leave_only_where_they_are_asked_for() {
        var address = plan.hosts().get(1).host().address();
        var why = "no connection to " + address + ":22 from 10.1.2.3";
        story(
                List.of(wants(HostDetail.NAMES, Event.MIXED), wants(HostDetail.ADDRESSES, Event.MIXED)),
                new FleetEvent.BatchStarted(AT, 1, List.of(new HostName("web01"))),
                failed("web02", why),
                finished(Outcome.MIXED));
        assertFalse(sent.get(0).toString().contains("10.1.2.3"), sent::toString);
        assertTrue(sent.get(1).toString().contains("10.1.2.3"), sent::toString);
        assertEquals(address.equals("web02"), sent.get(0).toString().contains(address), address);
    }

    @Test
    void what_a_host_answered_is_harmless_and_equal_answers_are_one_line() {
        story(
                List.of(wants(HostDetail.NAMES, Event.MIXED)),
                failed("web01", Messages.HOSTILE),
                failed("web02", Messages.HOSTILE),
                finished(Outcome.MIXED));
        assertTrue(MessageText.lines(sent.get(0)).stream().allMatch(HarmlessText::isHarmless), sent::toString);
        assertEquals(1, sent.get(0).why().size(), sent::toString);
        assertTrue(sent.get(0).why().get(0).startsWith("web01, web02: GET /: <!channel>"), sent::toString);
    }

    @Test
    void a_front_that_fails_keeps_nobody_from_being_notified() {
        assertThrows(
                IllegalStateException.class,
                () -> story(
                        (seq, event, state) -> {
                            throw new IllegalStateException("broken pipe");
                        },
                        List.of(wants(HostDetail.NAMES, Event.DONE)),
                        finished(Outcome.SUCCEEDED)));
        assertEquals(List.of("done"), types());
    }

    @Test
    void what_a_schedule_did_by_itself_reaches_those_that_want_it_and_a_rollout_reports_itself() {
        var notified = List.of(wants(HostDetail.NAMES, Event.SKIPPED, Event.STARTED, Event.PROBLEMS));
        var notifications = new Notifications(notified, Addresses.of(hosts()), new Collected());
        for (var kind : Notice.Kind.values()) {
            notifications.send(new Notice(
                    AT.plus(Duration.ofSeconds(1)),
                    kind,
                    new FleetName("prod", "shop"),
                    "nightly",
                    "10.1.2.3 x " + ADDRESS));
        }
        assertEquals(List.of("skipped", "problems", "problems", "problems", "problems", "problems"), types());
        assertEquals("nightly: (address) x web01", sent.get(0).title());
    }

    private Message message(RolloutPlan of, RolloutEvent... events) {
        var to = wants(HostDetail.NAMES, Event.MIXED);
        var state = RolloutState.replay(of, List.of(events));
        return new RolloutMessages(of, List.of()).message(Occasion.of(Event.MIXED, "title"), "3", AT, state, to);
    }

    @Test
    void what_a_person_can_do_depends_on_how_it_ended() {
        var status = "sluice status " + plan.id() + " shows all of it";
        assertEquals(List.of(), message(plan, finished(Outcome.SUCCEEDED)).next());
        assertEquals(List.of(status), message(plan, finished(Outcome.UNTOUCHED)).next());
        assertEquals(
                List.of("fix it", "sluice hosts --live shows every host; sluice rollback reverts the release", status),
                message(plan, failed("web01", "500"), failed("web02", "500"), finished(Outcome.MIXED))
                        .next());
        assertEquals(
                List.of("sluice resume " + plan.id() + " continues to revert hosts"),
                message(plan, new FleetEvent.Aborted(AT, "anna", Demand.REVERT)).next());
        assertEquals(
                List.of(),
                message(plan, new FleetEvent.RolloutStarted(AT, "d", "anna")).next());
    }

    private static int behind(Message message) {
        return message.rollout().orElseThrow().behind().count();
    }

    @Test
    void hosts_that_do_not_serve_the_release_are_behind_once_a_batch_began() {
        var two = PlanDraft.of(2).plan();
        var began = new FleetEvent.BatchStarted(AT, 1, List.of(PlanDraft.web(1)));
        var switched = new HostEvent.HostSwitched(AT, PlanDraft.web(1), PlanDraft.NEW.link(), Duration.ZERO);
        assertEquals(0, behind(message(two)));
        assertEquals(2, behind(message(two, began)));
        assertEquals(1, behind(message(two, began, switched)));
        var live = PlanDraft.of(2).link(2, PlanDraft.NEW.link()).plan();
        assertEquals(1, behind(message(live, began)), "one serves it already");
        for (var purpose : List.of(Purpose.STAGE, Purpose.REFRESH)) {
            assertEquals(0, behind(message(PlanDraft.of(2).purpose(purpose).plan(), began)));
        }
        var gone = new Failure(Failure.Kind.UNREACHABLE, "connect", "no answer", "", "");
        var left = message(two, began, new HostEvent.HostLeftOut(AT, PlanDraft.web(2), gone));
        assertEquals(1, behind(left));
        assertEquals(
                List.of(PlanDraft.web(2).value()),
                left.rollout().orElseThrow().leftOut().names());
    }
}
