package dev.sluice.app;

import dev.sluice.app.Project.Scope;
import dev.sluice.engine.CodeRefresh;
import dev.sluice.engine.FleetName;
import dev.sluice.engine.JournalException;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostPhase;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LeaseFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what the hosts of a fleet are with what the record says they are. */
public final class FleetView {
    private static final String NOT_TOLD = "?";

    private final Coordinator coordinator;

    public FleetView(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * One host.
     *
     * @param recorded what the record expects {@code current} to say; empty without a record
     * @param link what it says; empty when it was not asked, or there is none
     * @param served the release that PHP serves; empty where it cannot be asked, a question mark and why where it did not answer well
     * @param releases how many are there; empty when it was not asked
     * @param note what is wrong
     */
    public record HostView(
            HostName host,
            Optional<String> recorded,
            Optional<String> link,
            String served,
            Optional<String> lease,
            Optional<Integer> releases,
            Optional<String> note) {
        /** The host is not what the record says, or PHP serves something else than the link says. */
        public boolean differs() {
            return (link.isPresent() && recorded.isPresent() && !recorded.equals(link)) || servesAnother();
        }

        /** The worker that answered serves another release than the link names: code that PHP remembers. */
        public boolean servesAnother() {
            var linked = link.flatMap(ReleaseId::ofLink);
            return known(served) && linked.isPresent() && !linked.get().value().equals(served);
        }

        /** The release that PHP serves, where it said so. */
        public Optional<String> knownServed() {
            return Optional.of(served).filter(HostView::known);
        }

        private static boolean known(String served) {
            return !served.isEmpty() && !served.startsWith(NOT_TOLD);
        }
    }

    /** What the record says, without asking any host. */
    public List<HostView> recorded(Scope scope) throws JournalException {
        var expected = expected();
        return hosts(scope).stream()
                .map(host -> new HostView(
                        host.name(),
                        Optional.ofNullable(expected.get(host.name())),
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    /** What the hosts say, beside what the record says. */
    public List<HostView> live(Scope scope) throws JournalException {
        var expected = expected();
        var survey = coordinator.survey(hosts(scope));
        var views = coordinator
                .lanes()
                .run("ask", survey.hosts(), host -> view(host, survey, Optional.ofNullable(expected.get(host.name()))));
        return survey.hosts().stream()
                .map(host -> Optional.ofNullable(views.done().get(host.name()))
                        .orElseGet(() -> notSeen(
                                host,
                                Optional.ofNullable(expected.get(host.name())),
                                Optional.ofNullable(views.failures().get(host.name())))))
                .toList();
    }

    private List<Host> hosts(Scope scope) {
        return coordinator.project().targets(scope).stream()
                .flatMap(List::stream)
                .toList();
    }

    private HostView view(Host host, Survey survey, Optional<String> recorded) {
        var facts = survey.facts().get(host.name());
        if (facts == null) {
            return notSeen(host, recorded, Optional.ofNullable(survey.failures().get(host.name())));
        }
        return new HostView(
                host.name(),
                recorded,
                Optional.of(facts.target()),
                served(host, facts),
                facts.lease().filter(LeaseFacts::alive).map(LeaseFacts::rollout),
                Optional.of(facts.releases().size()),
                Optional.empty());
    }

    private static HostView notSeen(Host host, Optional<String> recorded, Optional<Failure> failure) {
        var note = failure.map(Failure::summary).orElse("not asked");
        return new HostView(
                host.name(), recorded, Optional.empty(), "", Optional.empty(), Optional.empty(), Optional.of(note));
    }

    private String served(Host host, HostFacts facts) {
        if (facts.endpoint().sha256().isEmpty()) {
            return "";
        }
        try {
            return coordinator
                    .code(coordinator.project().playbook())
                    .served(host, coordinator.sessions().http(host))
                    .release();
        } catch (CodeRefresh.ProofException | HostException e) {
            return NOT_TOLD + " " + e.getMessage();
        }
    }

    /** The text of a host's link by the record; empty where no rollout was on it. */
    Optional<String> expected(HostName host) throws JournalException {
        return Optional.ofNullable(expected().get(host));
    }

    /** The link of each host after the rollouts of the fleet; older ones are read only for as long as a host is missing. */
    Map<HostName, String> expected() throws JournalException {
        FleetName fleet = coordinator.fleet();
        var wanted = hosts(Scope.ALL).stream().map(Host::name).toList();
        var links = new HashMap<HostName, String>();
        for (var summary : coordinator.store().history(fleet).rollouts()) {
            if (links.keySet().containsAll(wanted)) {
                break;
            }
            var record = coordinator.store().read(summary.id());
            var state = record.state();
            for (var host : record.plan().hosts()) {
                link(host, state.host(host.name()).phase()).ifPresent(link -> links.putIfAbsent(host.name(), link));
            }
        }
        return links;
    }

    /** A host that was left alone is one that differs until somebody puts it back, or a rollout begins from what is there. */
    private static Optional<String> link(HostPlan host, HostPhase phase) {
        if (phase.switched()) {
            return Optional.of(host.to().link());
        }
        return phase.asBefore() || phase == HostPhase.DIVERGED ? Optional.of(host.from()) : Optional.empty();
    }
}
