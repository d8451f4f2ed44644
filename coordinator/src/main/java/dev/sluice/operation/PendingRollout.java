package dev.sluice.operation;

import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.TaskAdvice;
import dev.sluice.plan.RolloutId;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The state of a rollout that is not finished, and the next commands, in words.
 *
 * @param holder the process that works on the fleet now, as {@code RolloutStore.holder} names it
 */
public record PendingRollout(RecordedRollout record, Optional<String> holder) {
    /** One that no process runs: the caller has the fleet's lock. */
    static PendingRollout left(RecordedRollout record) {
        return new PendingRollout(record, Optional.empty());
    }

    /** The process that runs this rollout; empty where none does. */
    public Optional<String> process() {
        return holder.filter(text -> text.contains(record.plan().id().toString()));
    }

    /** When it was started. */
    public Instant started() {
        return record.plan().createdAt();
    }

    /** The soak that lasts, with its end; empty where none does. */
    public Optional<FleetEvent.SoakStarted> soak() {
        var state = record.state();
        return record.events().stream()
                .flatMap(event -> event instanceof FleetEvent.SoakStarted soak ? Stream.of(soak) : Stream.empty())
                .reduce((one, later) -> later)
                .filter(soak ->
                        state.phase() == RolloutPhase.RUNNING && !state.gates().containsKey(soak.batch()));
    }

    /** Since when it waits; empty while it does not wait. */
    public Optional<Instant> since() {
        return record.events().stream()
                .filter(PendingRollout::waits)
                .map(RolloutEvent::at)
                .reduce((one, later) -> later)
                .filter(at -> record.state().phase().waitsForPerson());
    }

    private static boolean waits(RolloutEvent event) {
        return event instanceof FleetEvent.Held
                || event instanceof FleetEvent.Paused
                || event instanceof FleetEvent.WindowClosed
                || event instanceof FleetEvent.Frozen
                || event instanceof FleetEvent.Interrupted;
    }

    /** Such as {@code held after batch 1 since 2026-11-22T22:41:07Z}; empty for one that is over. */
    public Optional<String> words() {
        var state = record.state();
        if (state.phase().terminal()) {
            return Optional.empty();
        }
        var since = since().map(at -> " since " + at).orElse("");
        return Optional.of(
                switch (state.phase()) {
                    case HELD -> "held after batch " + state.batch() + since + until();
                    case PAUSED -> "paused" + since;
                    case OUTSIDE_WINDOW -> "outside its window" + since;
                    case FROZEN -> "frozen" + since;
                    case INTERRUPTED -> "interrupted" + since;
                    case RUNNING -> running();
                    default -> runsOrNot();
                });
    }

    private String runsOrNot() {
        return process()
                .map(text -> "runs since " + started() + ": " + text)
                .orElse("no process of this machine runs it");
    }

    private String until() {
        return record.state()
                .hold()
                .map(deadline -> ", until " + deadline.at() + "; then " + words(deadline.then()))
                .orElse("");
    }

    private static String words(Then then) {
        return switch (then) {
            case REVERT -> "every host is reverted";
            case PROMOTE -> "it continues";
            case WAIT -> "it waits until a person ends it";
        };
    }

    private String running() {
        var unknown = record.state().unknownTasks().keySet();
        return unknown.isEmpty()
                ? runsOrNot()
                : "waits for a decision: the result of '" + String.join("', '", unknown) + "' is unknown";
    }

    /** The next commands for one that no process runs. */
    public static List<String> next(RecordedRollout record) {
        return left(record).next();
    }

    /** The next commands; none for one that is over. */
    public List<String> next() {
        var id = record.plan().id();
        var unknown = record.state().unknownTasks().keySet();
        return record.state().phase() == RolloutPhase.RUNNING && !unknown.isEmpty()
                ? unknown.stream()
                        .flatMap(task -> TaskAdvice.of(id, task).lines().stream())
                        .distinct()
                        .toList()
                : next(id, record.state().phase());
    }

    /** The next commands where no one promoted it in time. */
    public static List<String> next(RolloutId id, HoldDeadline ended) {
        return ended.then() == Then.WAIT
                ? ends(id)
                : before(
                        "sluice resume " + id + " does what the playbook requires now: " + words(ended.then()),
                        ends(id));
    }

    static List<String> next(RolloutId id, RolloutPhase phase) {
        if (phase.terminal()) {
            return List.of();
        }
        var on = phase == RolloutPhase.HELD
                ? "sluice promote " + id + " continues"
                : "sluice resume " + id + " continues";
        return before(on, ends(id));
    }

    private static List<String> before(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private static List<String> ends(RolloutId id) {
        return List.of(
                "sluice abort --revert " + id + " reverts every host",
                "sluice abort --leave " + id + " leaves them as they are");
    }
}
