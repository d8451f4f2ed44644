package dev.sluice.app;

import dev.sluice.app.RefusedException.Reason;
import dev.sluice.artifact.Provenance;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.Requests.Request;
import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.Rollouts;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import dev.sluice.step.ReleaseContent;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.TakeOverLease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Goes on with rollouts that wait for a person, or that somebody left, also those of other machines; asks those that run. */
public final class Steering {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int LOOKS_PER_CHECK = 10;

    private final Coordinator coordinator;

    public Steering(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * The rollout that is meant, with all that the hosts know of it. The caller holds the fleet's lock.
     *
     * @return empty where nothing was named and nothing is open
     */
    public Optional<RecordedRollout> find(RolloutChoice choice) throws JournalException, RefusedException {
        var notes = bring(choice);
        var id = choice.in(coordinator.store(), coordinator.fleet());
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(withNotes(coordinator.store().read(id.get()), notes));
    }

    /** Takes in what hosts know of rollouts that are not finished. The caller holds the fleet's lock. */
    List<String> bring(RolloutChoice choice) throws JournalException {
        var records = new RecordsOnHosts(coordinator);
        if (choice.prefix().isPresent()) {
            return records.bring(choice::couldBe);
        }
        var open = new HashSet<>(records.leased());
        coordinator.store().unfinished(coordinator.fleet()).ifPresent(open::add);
        return records.bring(open::contains);
    }

    private static RecordedRollout withNotes(RecordedRollout record, List<String> more) {
        var notes = new ArrayList<>(record.notes());
        notes.addAll(more);
        return new RecordedRollout(record.plan(), record.events(), record.head(), record.directory(), notes);
    }

    /** Opens the gate that waits, and goes on to the next hold or the end. The caller holds the fleet's lock. */
    public Rollouts.Ended promote(RecordedRollout record, String by, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        return rollouts().promote(record.plan().id(), record.state().batch(), by, coordinator.actor(), listener);
    }

    /**
     * Goes on where it was left, after a look at what is in doubt. The caller holds the fleet's lock.
     *
     * @param words what a person says of tasks whose end nobody knows, by their names
     * @param missing for hosts that do not have the release yet
     */
    public Rollouts.Ended resume(
            RecordedRollout record,
            String by,
            Map<String, Verdict> words,
            Optional<ReleaseContent> missing,
            RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        return coordinator.rollouts(missing).resume(record.plan().id(), by, words, listener);
    }

    /** Refuses a word about a task that nobody asked about: it may be running, or over. */
    public void refuseWords(RecordedRollout record, Set<String> tasks) throws RefusedException {
        var unknown = record.state().unknownTasks().keySet();
        var wrong =
                tasks.stream().filter(task -> !unknown.contains(task)).sorted().toList();
        if (!wrong.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE,
                    wrong.stream()
                            .map(task -> "rollout " + record.plan().id() + " has no task '" + task
                                    + "' whose end nobody knows")
                            .toList(),
                    unknown.isEmpty()
                            ? "sluice resume " + record.plan().id() + " asks the hosts what became of their tasks"
                            : "those are: '" + String.join("', '", unknown) + "'");
        }
    }

    /** Ends it. The caller holds the fleet's lock. */
    public Rollouts.Ended abort(RecordedRollout record, Demand demand, String by, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        return rollouts().end(record.plan().id(), demand, by, listener);
    }

    private Rollouts rollouts() {
        return coordinator.rollouts(Optional.empty());
    }

    /**
     * What hosts still lack that were not staged when the rollout was left; empty where none lacks anything.
     *
     * @param artifact what the release was made from
     * @throws RefusedException when it is needed and not given, or another's
     */
    public Optional<ReleaseContent> missing(RecordedRollout record, Optional<Path> artifact) throws RefusedException {
        var plan = record.plan();
        var unstaged = plan.hosts().stream()
                .map(HostPlan::host)
                .filter(host -> record.state().host(host.name()).phase() == HostPhase.PLANNED)
                .toList();
        if (unstaged.isEmpty() || plan.release().files() == 0) {
            return Optional.empty();
        }
        if (artifact.isEmpty()) {
            throw new RefusedException(
                    Reason.PREFLIGHT,
                    List.of("rollout " + plan.id() + " was left before " + names(unstaged) + " had release "
                            + plan.release().id()),
                    "nothing was switched: sluice resume " + plan.id() + " --artifact A goes on, with what it was made"
                            + " from; sluice abort " + plan.id() + " ends it");
        }
        var releasing = new Releasing(coordinator);
        var opened = releasing.open(artifact, Provenance.Digest.WHEN_THERE).orElseThrow();
        Releasing.refuseOther(
                opened, plan.release().id(), plan.release().digest(), "the rollout of another one is not this one");
        return Optional.of(releasing.content(opened, coordinator.survey(unstaged)));
    }

    private static String names(List<Host> hosts) {
        return hosts.stream().map(host -> host.name().value()).collect(Collectors.joining(", "));
    }

    /**
     * Makes sure that nobody else goes on with the same rollout: the first of its hosts that answers gives its lease to one of them only.
     *
     * @throws RefusedException when somebody was faster
     */
    public void claim(RecordedRollout record) throws RefusedException {
        var state = record.state();
        var hosts = record.plan().hosts().stream()
                .sorted(Comparator.comparing(HostPlan::name))
                .toList();
        for (var host : hosts) {
            var token = state.host(host.name()).token();
            if (token.isPresent() && takeOver(host, record.plan().id(), token.get())) {
                return;
            }
        }
    }

    private boolean takeOver(HostPlan host, RolloutId id, long token) throws RefusedException {
        var lease = new TakeOverLease(host.host().path(), id.value(), coordinator.actor(), LEASE, token);
        try {
            lease.on(coordinator.sessions().to(host.host()));
            return true;
        } catch (HostException e) {
            coordinator.sessions().drop(host.name());
            return false;
        } catch (StepException e) {
            if (e.failure() == StepFailure.HELD) {
                throw new RefusedException(
                        Reason.LOCKED,
                        List.of(host.name() + ": somebody else goes on with rollout " + id + ", or ended it: "
                                + e.why()),
                        "nothing was changed. See what became of it: sluice status " + id + " --live");
            }
            return false;
        }
    }

    /** What became of a request. */
    public enum Answer {
        /** It is recorded. */
        HEARD,
        /** It came to nothing: the rollout had gone past it. */
        TOO_LATE,
        /** Nobody runs the rollout any more. */
        NOBODY
    }

    /** Asks the process of this machine that runs a rollout, and waits until it has heard. */
    public Answer ask(RecordedRollout record, Request request) throws JournalException, InterruptedException {
        var requests = coordinator.requests();
        var waiting = requests.ask(record.directory(), request);
        for (int look = 1; requests.isWaiting(record.directory(), waiting); look++) {
            if (look % LOOKS_PER_CHECK == 0 && isNobodyThere()) {
                requests.done(record.directory(), waiting);
                return Answer.NOBODY;
            }
            coordinator.time().pause(BETWEEN_LOOKS);
        }
        var now = coordinator.store().read(record.plan().id());
        return now.events().stream().skip(record.events().size()).anyMatch(Steering::answers)
                ? Answer.HEARD
                : Answer.TOO_LATE;
    }

    private static boolean answers(RolloutEvent event) {
        return event instanceof FleetEvent.Paused || event instanceof FleetEvent.Aborted;
    }

    private boolean isNobodyThere() throws JournalException {
        try {
            coordinator.store().lock(coordinator.fleet()).close();
            return true;
        } catch (LockedException e) {
            return false;
        }
    }
}
