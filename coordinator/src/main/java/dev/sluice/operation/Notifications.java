package dev.sluice.operation;

import dev.sluice.codec.PlanCodec;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.Outbox;
import dev.sluice.engine.RolloutListener;
import dev.sluice.message.Addresses;
import dev.sluice.message.Message;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.Notification;
import dev.sluice.playbook.Notification.Event;
import dev.sluice.rollout.RolloutEvent;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who is notified, by the playbook of this machine: never by the plan of a record, which may come from elsewhere.
 *
 * @param notified {@code notify} in the playbook
 * @param addresses of the hosts of the inventory, which are hidden from those that are to see names
 */
public record Notifications(List<Notification> notified, Addresses addresses, Outbox outbox) {
    private static final int ID_CHARS = 16;

    public Notifications {
        notified = List.copyOf(notified);
    }

    static Notifications of(Fleet fleet) {
        return new Notifications(
                fleet.project().playbook().notifications(),
                Addresses.of(fleet.project().inventory().hosts()),
                fleet.kept().outbox());
    }

    /** Of files that may have errors, as far as they can be read: people have to be notified of the errors. */
    public static Notifications of(ProjectFiles files, Outbox outbox) {
        return new Notifications(files.notified(), Addresses.of(files.hosts()), outbox);
    }

    /** Sends a message to everyone who wants to know of an occasion. */
    void send(Occasion occasion, Function<Notification, Message> message) {
        notified.stream()
                .filter(to -> !Collections.disjoint(to.events(), occasion.events()))
                .forEach(to -> outbox.put(message.apply(to), to));
    }

    /** Sends what happened by itself. What is about a rollout that runs, its own events report. */
    public void send(Notice notice) {
        event(notice.kind()).ifPresent(event -> notified.stream()
                .filter(to -> to.events().contains(event))
                .forEach(to -> outbox.put(message(notice, event, to), to)));
    }

    /** Whether anybody wants to know of such a thing. */
    public boolean reach(Notice.Kind kind) {
        return event(kind).stream()
                .anyMatch(event -> notified.stream().anyMatch(to -> to.events().contains(event)));
    }

    private static Optional<Event> event(Notice.Kind kind) {
        return switch (kind) {
            case STARTED, ENDED, WAITS -> Optional.empty();
            case SKIPPED -> Optional.of(Event.SKIPPED);
            case MISSED -> Optional.of(Event.MISSED);
            case FROZEN -> Optional.of(Event.FROZEN);
            case LEFT -> Optional.of(Event.INTERRUPTED);
            case PROBLEMS, BROKEN_FILES, MENDED_FILES, CLOCK, TROUBLE -> Optional.of(Event.PROBLEMS);
        };
    }

    private Message message(Notice notice, Event event, Notification to) {
        var what = PlanCodec.digest(notice.fleet() + " " + notice.kind() + " " + notice.subject() + " " + notice.words()
                + " " + notice.at());
        var words = notice.subject() + ": " + notice.words();
        return new Message(
                what.substring(0, ID_CHARS),
                notice.at(),
                event.name().toLowerCase(Locale.ROOT),
                notice.fleet().toString(),
                to.showsAddresses() ? words : addresses.hide(words),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The front's listener, and those that are notified. */
    static RolloutListener listener(Fleet fleet, RolloutListener front, RolloutPlan plan) {
        var to = of(fleet);
        return to.notified().isEmpty()
                ? front
                : new NotifyingListener(front, plan, past(fleet, plan), to.notified(), to.outbox());
    }

    /** No rollout fails because of what a message lacks. */
    private static List<RolloutEvent> past(Fleet fleet, RolloutPlan plan) {
        try {
            return fleet.store().find(plan.id().value()).isEmpty()
                    ? List.of()
                    : fleet.store().read(plan.id()).events();
        } catch (JournalException unreadable) {
            return List.of();
        }
    }
}
