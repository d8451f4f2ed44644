package dev.sluice.app;

import dev.sluice.app.RecordsOnHosts.Offers;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.artifact.Provenance;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordCopies.BroughtRecord;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.Requests.Request;
import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.Rollouts;
import dev.sluice.inventory.Host;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import dev.sluice.step.ReleaseContent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Goes on with rollouts that wait for a person, or that somebody left, also those of other machines; asks those that run. */
public final class Steering {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int LOOKS_PER_CHECK = 10;

    private final Coordinator coordinator;

    public Steering(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * The rollout that is meant, with all that the hosts know of it. Nothing is stored but the end of a rollout whose beginning is here. The
     * caller holds the fleet's lock.
     */
    public Search find(RolloutChoice choice) throws JournalException, RefusedException {
        var offers = offers(choice, new RecordsOnHosts(coordinator));
        var id = choose(choice, offers);
        for (var ended : endedElsewhere(offers)) {
            coordinator.copies().store(coordinator.fleet(), ended);
        }
        return id.isEmpty()
                ? new Search(Optional.empty(), offers.notes(), offers.elsewhere())
                : found(id.get(), offers);
    }

    /**
     * What became of a search.
     *
     * @param rollout empty where nothing was named and nothing is open
     * @param notes for people: where its record comes from, and which copies were passed over and why
     * @param elsewhere rollouts that somebody else goes on with, or has ended, as some host shows
     */
    public record Search(Optional<FoundRollout> rollout, List<String> notes, Set<RolloutId> elsewhere) {
        public Search {
            notes = List.copyOf(notes);
            elsewhere = Set.copyOf(elsewhere);
        }

        /** @throws RefusedException when nothing was found because somebody else was faster */
        public void refuseElsewhere() throws RefusedException {
            if (rollout.isEmpty() && !elsewhere.isEmpty()) {
                throw Steering.elsewhere(notes);
            }
        }
    }

    private Optional<RolloutId> choose(RolloutChoice choice, Offers offers) throws JournalException, RefusedException {
        try {
            return choice.in(coordinator.store(), coordinator.fleet(), offers.records());
        } catch (RefusedException e) {
            if (!offers.elsewhere().isEmpty()) {
                throw elsewhere(offers.notes());
            }
            var lines = new ArrayList<>(e.lines());
            lines.addAll(offers.notes());
            throw new RefusedException(e.reason(), lines, e.next());
        }
    }

    private Offers offers(RolloutChoice choice, RecordsOnHosts records) throws JournalException {
        if (choice.prefix().isPresent()) {
            return records.offers(choice::couldBe);
        }
        var open = new HashSet<>(records.leased());
        coordinator.store().unfinished(coordinator.fleet()).ifPresent(open::add);
        return records.offers(open::contains);
    }

    /** They change nothing any more, and without them the rollout would count as unfinished here. */
    private static List<BroughtRecord> endedElsewhere(Offers offers) {
        return offers.records().values().stream()
                .filter(offer ->
                        offer.known() > 0 && offer.record().state().phase().terminal())
                .toList();
    }

    private static RefusedException elsewhere(List<String> notes) {
        return new RefusedException(
                Reason.LOCKED,
                notes,
                "somebody else goes on with it, or ended it; nothing was changed. See what the hosts serve: sluice hosts --live");
    }

    private Search found(RolloutId id, Offers offers) throws JournalException {
        var offer = offers.of(id);
        if (offer.isEmpty()) {
            var here = coordinator.store().read(id);
            return new Search(Optional.of(new FoundRollout(here, offer)), both(here.notes(), offers.notes()), Set.of());
        }
        var from = "the record of " + id + " comes from " + offer.get().from() + ": "
                + offer.get().record().events().size() + " records, "
                + offer.get().known() + " of them are here";
        return new Search(
                Optional.of(new FoundRollout(offer.get().record(), offer)),
                both(offers.notes(), List.of(from)),
                Set.of());
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Stores what was found, once a person has agreed, and makes sure that nobody else goes on with it. */
    public void claim(FoundRollout found) throws JournalException, RefusedException {
        refuseLimited(found.record().plan());
        if (found.brought().isPresent()) {
            coordinator.copies().store(coordinator.fleet(), found.brought().get());
        }
        new Claim(coordinator, found.record()).make();
    }

    /** A host that is excluded counts as one that cannot be reached. A limit would make that of all others. */
    private void refuseLimited(RolloutPlan plan) throws RefusedException {
        var scope = coordinator.scope();
        var outside = plan.hosts().stream()
                .map(HostPlan::host)
                .filter(host -> !scope.contains(host) && !scope.excludes(host))
                .toList();
        if (!outside.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("rollout " + plan.id() + " is one of " + names(outside) + " too"),
                    "a rollout goes on as a whole: run it without --limit, and leave out broken hosts with --exclude");
        }
    }

    /**
     * The plan that is gone on with.
     *
     * @param accepted why a person accepts that the playbook is another one here
     * @throws RefusedException with every difference between the record of another machine and the files of this one
     */
    public RolloutPlan goingOn(FoundRollout found, Optional<String> accepted) throws RefusedException {
        var plan = found.record().plan();
        return found.isForeign() ? BroughtPlan.of(plan, coordinator.project()).goingOn(accepted) : plan;
    }

    /**
     * The plan whose hosts are put back, or left.
     *
     * @throws RefusedException where hosts or the endpoint of the record of another machine differ from the files of this one
     */
    public RolloutPlan reverting(FoundRollout found) throws RefusedException {
        var plan = found.record().plan();
        return found.isForeign() ? BroughtPlan.of(plan, coordinator.project()).reverting() : plan;
    }

    /** Opens the gate that waits, and goes on to the next hold or the end. The caller holds the fleet's lock. */
    public Rollouts.Ended promote(RecordedRollout record, RolloutPlan plan, String by, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        return rollouts(plan).promote(plan.id(), record.state().batch(), by, coordinator.actor(), listener);
    }

    /**
     * Goes on where it was left, after a look at what is in doubt. The caller holds the fleet's lock.
     *
     * @param words what a person says of tasks whose end nobody knows, by their names
     * @param missing for hosts that do not have the release yet
     */
    public Rollouts.Ended resume(
            RolloutPlan plan,
            String by,
            Map<String, Verdict> words,
            Optional<ReleaseContent> missing,
            RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        return coordinator.rollouts(missing, plan).resume(plan.id(), by, words, listener);
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
    public Rollouts.Ended abort(RolloutPlan plan, Demand demand, String by, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        return rollouts(plan).end(plan.id(), demand, by, listener);
    }

    private Rollouts rollouts(RolloutPlan plan) {
        return coordinator.rollouts(Optional.empty(), plan);
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
