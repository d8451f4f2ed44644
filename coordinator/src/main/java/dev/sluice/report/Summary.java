package dev.sluice.report;

import dev.sluice.engine.TaskAdvice;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutMachine;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last lines of a rollout: its outcome, why, and what to do next. */
public final class Summary {
    private static final int MOST_NAMES = 10;
    private static final String STAYS =
            "' is irreversible and was started; the previous release may not work with its changes";

    private final RolloutPlan plan;
    private final RolloutState state;

    public Summary(RolloutPlan plan, RolloutState state) {
        this.plan = plan;
        this.state = state;
    }

    /** Starts with the outcome; then {@code why} and {@code next} lines, and if hosts differ, the state of each host. */
    public List<String> lines(Palette palette) {
        var lines = new ArrayList<String>();
        lines.add(state.outcome().map(outcome -> headline(outcome, palette)).orElseGet(this::waiting));
        why().forEach(line -> lines.add("  why   " + line));
        if (state.outcome()
                .filter(outcome -> outcome == Outcome.MIXED || outcome == Outcome.DIVERGED)
                .isPresent()) {
            hosts().forEach(line -> lines.add("  host  " + line));
        }
        if (state.outcome().filter(Outcome.UNTOUCHED::equals).isPresent()
                && !state.tasks().isEmpty()) {
            lines.add("  ran   the tasks "
                    + state.tasks().keySet().stream()
                            .sorted()
                            .map(Words::harmless)
                            .collect(Collectors.joining(", ")));
        }
        next().forEach(line -> lines.add("  next  " + line));
        leftOut().ifPresent(lines::addAll);
        return lines;
    }

    /** The hosts that were left out, and how to update them if there is a release for them. */
    private Optional<List<String>> leftOut() {
        var names = leftOutHosts();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        var left = "  left  " + Words.names(names, MOST_NAMES) + ": could not be reached";
        if (state.outcome().filter(outcome -> outcome == Outcome.MIXED).isEmpty()) {
            return Optional.of(List.of(left));
        }
        return Optional.of(List.of(left, "  next  " + catchingUp()));
    }

    private String catchingUp() {
        return plan.purpose() == RolloutPlan.Purpose.STAGE
                ? "run sluice stage --artifact A --release " + targets() + " again, once they can be reached"
                : "run sluice converge, once they can be reached";
    }

    private List<HostName> leftOutHosts() {
        var onTheWay = plan.hosts().stream()
                .map(HostPlan::name)
                .filter(host -> state.host(host).phase() == HostPhase.LEFT_OUT);
        return Stream.concat(plan.leftOut().stream().map(LeftOut::host), onTheWay)
                .sorted()
                .toList();
    }

    /** Returns whether left-out hosts are the only problem. */
    private boolean isOnlyIncomplete() {
        return !leftOutHosts().isEmpty()
                && state.trouble().isEmpty()
                && state.failedHosts().isEmpty()
                && state.demanded().isEmpty();
    }

    private String mixed(Palette palette) {
        if (!isOnlyIncomplete()) {
            return palette.bad("failed, mixed: ") + "not every host is in the intended state; a person is needed";
        }
        var left = leftOutHosts().size();
        var there = plan.targets() - left;
        return palette.bad("not everywhere: ") + Words.hosts(there) + verb(there) + targets() + ", " + Words.hosts(left)
                + (left == 1 ? " was" : " were") + " left out";
    }

    private String verb(int hosts) {
        if (plan.purpose() == RolloutPlan.Purpose.STAGE) {
            return hosts == 1 ? " has " : " have ";
        }
        return hosts == 1 ? " serves " : " serve ";
    }

    private String headline(Outcome outcome, Palette palette) {
        var hosts = plan.hosts().size();
        var failed = state.failedHosts().size();
        return switch (outcome) {
            case SUCCEEDED -> palette.good("done: ") + Words.hosts(hosts) + verb(hosts) + targets();
            case UNTOUCHED ->
                palette.bad(demanded() ? "ended: " : "failed: ")
                        + (failed == 0 ? "" : failed + " of " + Words.hosts(hosts) + ", ")
                        + "before any switch; nothing was changed for visitors";
            case REVERTED ->
                palette.bad(demanded() ? "reverted: " : "failed: ")
                        + (failed == 0 ? "" : failed + " of " + Words.hosts(hosts) + " failed; ")
                        + "every host is back on " + previous();
            case MIXED -> mixed(palette);
            case LOCKED -> palette.bad("locked: ") + "another rollout holds hosts; nothing was changed";
            case DIVERGED ->
                palette.bad("failed: ") + "another process or operator changed hosts; they were left as they are";
        };
    }

    private String waiting() {
        if (state.phase() == RolloutPhase.INTERRUPTED) {
            return "interrupted: every host is before or after its switch";
        }
        return "waits for a person" + (state.hasUnknownTask() ? ": the outcome of a task is unknown" : "");
    }

    private boolean demanded() {
        return state.demanded().isPresent();
    }

    private String targets() {
        return plan.hosts().stream().map(host -> host.to().value()).distinct().collect(Collectors.joining(", "));
    }

    private String previous() {
        return plan.hosts().stream()
                .map(host -> host.previous().map(id -> id.value()).orElse("nothing"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The failures, with equal ones grouped; without any, why the rollout failed as a whole. */
    private List<String> why() {
        var failures = grouped(Failure::summary);
        var why = new ArrayList<>(
                failures.isEmpty()
                        ? state.trouble().map(Words::harmless).stream().toList()
                        : failures);
        unknown()
                .forEach((task, places) -> why.add("the outcome of task '" + Words.harmless(task) + "' on "
                        + places.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + " is unknown"));
        noReturn().ifPresent(task -> why.add("no host was reverted: task '" + Words.harmless(task) + STAYS));
        return why;
    }

    /** Empty once the rollout has ended. */
    private Map<String, SortedSet<String>> unknown() {
        return state.outcome().isEmpty() ? state.unknownTasks() : Map.of();
    }

    /** The task that prevents a revert of the switched hosts. */
    private Optional<String> noReturn() {
        return state.outcome().filter(Outcome.MIXED::equals).isPresent() && !isOnlyIncomplete()
                ? new RolloutMachine(plan).pointOfNoReturn(state)
                : Optional.empty();
    }

    private List<String> next() {
        var next = new ArrayList<String>();
        unknown()
                .keySet()
                .forEach(task -> next.addAll(
                        TaskAdvice.of(plan.id(), Words.harmless(task)).lines()));
        var task = noReturn();
        if (task.isEmpty()) {
            next.addAll(advice());
            return next.stream().distinct().toList();
        }
        next.add("to go forward: fix the release, and release it under another id");
        plan.hosts().stream()
                .flatMap(host -> host.previous().stream())
                .map(ReleaseId::value)
                .distinct()
                .forEach(release -> next.add("to go back, only if " + release + " works with the changes of '"
                        + Words.harmless(task.get()) + "': sluice rollback --to " + release));
        return next;
    }

    private List<String> advice() {
        var advice = grouped(Failure::next);
        if (advice.isEmpty()
                && !demanded()
                && state.trouble().isPresent()
                && !state.tasks().isEmpty()
                && state.outcome().filter(Outcome.MIXED::equals).isEmpty()) {
            return List.of("fix it, and release again; for the output of the tasks: sluice logs " + plan.id());
        }
        return advice.isEmpty() && state.outcome().filter(Outcome.MIXED::equals).isPresent() && !isOnlyIncomplete()
                ? List.of("sluice hosts --live shows every host; sluice rollback reverts the release")
                : advice;
    }

    private List<String> grouped(Function<Failure, String> text) {
        var messages = new GroupedMessages();
        plan.hosts().forEach(host -> state.host(host.name())
                .failure()
                .ifPresent(failure -> messages.add(host, text.apply(failure))));
        return messages.lines();
    }

    private List<String> hosts() {
        var messages = new GroupedMessages();
        plan.hosts().forEach(host -> messages.add(host, where(host)));
        return messages.lines();
    }

    /** For a host that was taken over, the record only contains the state before. */
    private String where(HostPlan host) {
        HostPhase phase = state.host(host.name()).phase();
        if (state.host(host.name())
                .failure()
                .filter(failure -> failure.kind() == Failure.Kind.FENCED)
                .isPresent()) {
            return "taken over by another coordinator: sluice hosts --live";
        }
        if (phase.switched()) {
            return "on " + host.to() + " (" + phase.name().toLowerCase(Locale.ROOT) + ")";
        }
        if (phase.asBefore()) {
            return "as before, " + host.previous().map(id -> "on " + id.value()).orElse("without a release");
        }
        return phase.name().toLowerCase(Locale.ROOT) + ", "
                + host.previous().map(id -> "was on " + id.value()).orElse("had no release") + ", was to be on "
                + host.to();
    }
}
