package dev.sluice.operation;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.engine.JournalException;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import dev.sluice.readiness.EndpointSeen;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.readiness.Verdict;
import dev.sluice.rollout.Excerpt;
import dev.sluice.rollout.Failure;
import dev.sluice.step.Examination;
import dev.sluice.step.Examine;
import dev.sluice.step.HostFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.StepException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds out why one host serves what it serves, and changes nothing. */
public final class ExplainOperation {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FIRST_ANSWERS = 8;

    /** How many answers a worker, so that each has one with good chance: requests reach workers at random. */
    private static final int ANSWERS_A_WORKER = 4;

    private static final int MOST_ANSWERS = 64;

    private final Fleet fleet;

    public ExplainOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * All that was seen of one host.
     *
     * @param recorded the text that the record expects {@code current} to have
     * @param workers the last answer of each worker that was reached
     * @param answers of all of them
     * @param silence why the endpoint did not answer; empty when it did
     * @param front the site's own answer to {@code GET /}
     * @param unfinished the fleet's rollout that is not finished
     * @param failure of the last rollout that the host failed in, if no later one succeeded there
     */
    public record Explanation(
            Host host,
            HostFacts facts,
            Examination around,
            Optional<String> recorded,
            List<EndpointState> workers,
            int answers,
            String silence,
            Optional<HttpAnswer> front,
            Verdict verdict,
            Optional<PendingRollout> unfinished,
            Optional<LastFailure> failure) {}

    /**
     * A failure of the host by the record.
     *
     * @param evidence what was seen on the host then
     */
    public record LastFailure(RolloutId rollout, Failure failure, List<Excerpt> evidence) {
        public LastFailure {
            evidence = List.copyOf(evidence);
        }
    }

    /** @throws RefusedException when the inventory has no such host, or it gave no answer */
    public Explanation explain(String name) throws RefusedException, JournalException {
        var host = fleet.project().inventory().hosts().stream()
                .filter(some -> some.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Reason.USAGE, List.of("no host is called " + name), "sluice hosts lists them"));
        var known = new Known(new FleetStatus(fleet).expected(host.name()), unfinished(), lastFailure(host.name()));
        var asked = fleet.onHosts("explain").run(List.of(host), (session, only) -> explain(session, only, known));
        for (var failure : asked.failures().values()) {
            throw new RefusedException(Reason.PREFLIGHT, List.of(failure.summary()), failure.next());
        }
        return Objects.requireNonNull(asked.done().get(host.name()));
    }

    /** What the records of this machine have about the host. */
    private record Known(Optional<String> link, Optional<PendingRollout> unfinished, Optional<LastFailure> failure) {}

    private Optional<PendingRollout> unfinished() throws JournalException {
        var open = fleet.store().unfinished(fleet.name());
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(new PendingRollout(
                        fleet.store().read(open.get()), fleet.store().holder(fleet.name())));
    }

    private Explanation explain(HostSession session, Host host, Known known) throws HostException, StepException {
        var docroot = fleet.project().playbook().release().docroot();
        var facts = new Inspect(host.path(), docroot, List.of()).on(session);
        var around = new Examine(host.path()).on(session);
        var http = fleet.sessions().http(host);
        var answers = answers(host, facts, http);
        var workers = lastOfEach(answers.states());
        var silence = answers.states().isEmpty() ? silence(answers) : "";
        var verdict = Verdict.of(facts, workers, silence);
        var seen = answers.states().size();
        return new Explanation(
                host,
                facts,
                around,
                known.link(),
                workers,
                seen,
                silence,
                front(http),
                verdict,
                known.unfinished(),
                known.failure());
    }

    /** Of the newest rollout that had the host. */
    private Optional<LastFailure> lastFailure(HostName host) throws JournalException {
        for (var summary : fleet.store().history(fleet.name()).rollouts()) {
            var record = fleet.store().read(summary.id());
            if (record.plan().find(host).isPresent()) {
                var state = record.state().host(host);
                return state.failure().map(failure -> new LastFailure(summary.id(), failure, state.evidence()));
            }
        }
        return Optional.empty();
    }

    private EndpointQueries.Answers answers(Host host, HostFacts facts, HostHttp http) {
        var endpoint = fleet.endpoints();
        if (!endpoint.standsInRelease(host) || facts.endpoint().sha256().isEmpty()) {
            return new EndpointQueries.Answers(
                    List.of(), Optional.of(new EndpointSeen.NotAsked("the endpoint is not in the live release")));
        }
        var first = endpoint.ask(host, http, FIRST_ANSWERS);
        if (first.failure().isPresent()) {
            return first;
        }
        var known = first.states().get(0).worker().workers().size();
        var wanted = Math.min(MOST_ANSWERS, known * ANSWERS_A_WORKER);
        return wanted <= FIRST_ANSWERS ? first : endpoint.ask(host, http, wanted);
    }

    private static List<EndpointState> lastOfEach(List<EndpointState> states) {
        Map<Integer, EndpointState> last = new LinkedHashMap<>();
        states.forEach(state -> last.put(state.worker().pid(), state));
        return last.values().stream()
                .sorted(Comparator.comparingInt(state -> state.worker().pid()))
                .toList();
    }

    private static String silence(EndpointQueries.Answers answers) {
        var failure = answers.failure().orElse(new EndpointSeen.NotAsked("it was not asked"));
        if (failure instanceof EndpointSeen.NotReached far) {
            return far.why();
        }
        if (failure instanceof EndpointSeen.Refused refused) {
            return refused.why();
        }
        return failure instanceof EndpointSeen.NotAsked not ? not.why() : "";
    }

    private static Optional<HttpAnswer> front(HostHttp http) {
        try {
            return Optional.of(http.send(HttpCall.get("/", PATIENCE)));
        } catch (HostHttpException noAnswer) {
            return Optional.empty();
        }
    }
}
