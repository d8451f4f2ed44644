package dev.sluice.operation;

import dev.sluice.document.HostText;
import dev.sluice.engine.JournalException;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.opcache.CodeRefresh;
import dev.sluice.operation.Project.Scope;
import dev.sluice.plan.ReleaseId;
import dev.sluice.readiness.OutdatedCode;
import dev.sluice.readiness.Survey;
import dev.sluice.rollout.Failure;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LeaseFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the state of the hosts of a fleet with the record. */
public final class FleetStatus {
    private final Fleet fleet;

    public FleetStatus(Fleet fleet) {
        this.fleet = fleet;
    }

    /** The release that PHP serves on a host. */
    public sealed interface Served {
        /** It was not asked, or there is no endpoint to ask. */
        record NotAsked() implements Served {}

        /** What the worker that answered serves, and what of it is not as on disk. */
        record Release(String id, OutdatedCode outdated) implements Served {}

        /** The endpoint did not answer as it should. */
        record NoAnswer(String why) implements Served {}
    }

    /**
     * One host.
     *
     * @param recorded what the record expects {@code current} to be; empty without a record
     * @param link what it is; empty when the host was not asked, or there is none
     * @param releases how many there are; empty when the host was not asked
     * @param note what is wrong
     */
    public record HostView(
            HostName host,
            Optional<String> recorded,
            Optional<HostText> link,
            Served served,
            Optional<String> lease,
            Optional<Integer> releases,
            Optional<String> note) {
        /** Views by their hosts. */
        public static Map<HostName, HostView> byHost(List<HostView> views) {
            return views.stream().collect(Collectors.toMap(HostView::host, Function.identity()));
        }

        /** The host differs from the record, or PHP serves another release than the link names. */
        public boolean differs() {
            return (link.isPresent() && recorded.isPresent() && !link.get().is(recorded.get())) || servesAnother();
        }

        /** The text of the link, safe to print. */
        public Optional<String> shownLink() {
            return link.map(text -> text.shown(AnswerLimits.TEXT_CHARS));
        }

        /** The worker that answered serves another release than the link names: code that PHP remembers. */
        public boolean servesAnother() {
            var linked = link.flatMap(ReleaseId::ofLink).map(ReleaseId::value);
            return linked.isPresent()
                    && knownServed().isPresent()
                    && !knownServed().equals(linked);
        }

        /** What differs, in words; empty when nothing does. */
        public String difference() {
            if (servesAnother()) {
                return "differs: PHP serves another release than current names";
            }
            return differs() ? "differs: another tool or person changed it" : "";
        }

        /** Files that PHP runs as they were, one line for each kind; empty where there are none. */
        public List<String> outdated() {
            return served instanceof Served.Release release ? release.outdated().lines() : List.of();
        }

        /** The release that PHP serves, where that is known. */
        public Optional<String> knownServed() {
            return served instanceof Served.Release release ? Optional.of(release.id()) : Optional.empty();
        }
    }

    /** The state by the record, without asking any host. */
    public List<HostView> recorded() throws JournalException {
        var expected = expected();
        return fleet.hosts().stream()
                .map(host -> new HostView(
                        host.name(),
                        Optional.ofNullable(expected.get(host.name())),
                        Optional.empty(),
                        new Served.NotAsked(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    /** The state by the hosts, beside the one by the record. */
    public List<HostView> live() throws JournalException {
        var expected = expected();
        var survey = fleet.survey(fleet.hosts());
        var views = fleet.lanes()
                .run("ask", survey.hosts(), host -> view(host, survey, Optional.ofNullable(expected.get(host.name()))));
        return survey.hosts().stream()
                .map(host -> Optional.ofNullable(views.done().get(host.name()))
                        .orElseGet(() -> notSeen(
                                host,
                                Optional.ofNullable(expected.get(host.name())),
                                Optional.ofNullable(views.failures().get(host.name())))))
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
                host.name(),
                recorded,
                Optional.empty(),
                new Served.NotAsked(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(note));
    }

    private Served served(Host host, HostFacts facts) {
        if (facts.endpoint().sha256().isEmpty()) {
            return new Served.NotAsked();
        }
        try {
            var code = fleet.code(fleet.project().playbook(), fleet.name());
            var served = code.served(host, fleet.sessions().http(host));
            return served.release().isEmpty()
                    ? new Served.NotAsked()
                    : new Served.Release(served.release(), new OutdatedCode(served.outdated()));
        } catch (CodeRefresh.ProofException | HostException e) {
            return new Served.NoAnswer(String.valueOf(e.getMessage()));
        }
    }

    /** The text of a host's link by the record; empty where no rollout was on it. */
    Optional<String> expected(HostName host) throws JournalException {
        return Optional.ofNullable(expected().get(host));
    }

    /** The link of each host after the rollouts of the fleet; older ones are read only for as long as a host is missing. */
    Map<HostName, String> expected() throws JournalException {
        var wanted = fleet.hosts(Scope.ALL).stream().map(Host::name).toList();
        var links = new HashMap<HostName, String>();
        for (var summary : fleet.store().history(fleet.name()).rollouts()) {
            if (links.keySet().containsAll(wanted)) {
                break;
            }
            fleet.store().read(summary.id()).links().forEach(links::putIfAbsent);
        }
        return links;
    }
}
