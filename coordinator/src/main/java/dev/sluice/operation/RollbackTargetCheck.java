package dev.sluice.operation;

import dev.sluice.document.HarmlessText;
import dev.sluice.engine.Adoption;
import dev.sluice.engine.HostLanes;
import dev.sluice.host.HostException;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.opcache.CodeRefresh;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.readiness.RollbackTargets;
import dev.sluice.readiness.RollbackTargets.OfHost;
import dev.sluice.readiness.Survey;
import dev.sluice.rollout.Failure;
import dev.sluice.step.CompareRelease;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.HostFacts;
import dev.sluice.step.StepException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Checks whether each host could go back: what it serves is a release of ours, unchanged, PHP answers for it, and no task of the rollout makes
 * going back wrong. Changes nothing.
 */
public final class RollbackTargetCheck {
    private static final int SHOWN = 200;

    private final Playbook playbook;
    private final Sessions sessions;
    private final CodeRefresh code;
    private final Function<Host, EndpointFiles> endpoint;
    private final HostLanes hosts;

    public RollbackTargetCheck(
            Playbook playbook,
            Sessions sessions,
            CodeRefresh code,
            Function<Host, EndpointFiles> endpoint,
            HostLanes hosts) {
        this.playbook = playbook;
        this.sessions = sessions;
        this.code = code;
        this.endpoint = endpoint;
        this.hosts = hosts;
    }

    RollbackTargets of(Survey survey) {
        var reachable = survey.hosts().stream()
                .filter(host -> survey.facts().containsKey(host.name()))
                .toList();
        var found = hosts.run("check", reachable, host -> of(host, survey));
        return new RollbackTargets(reachable.stream()
                .map(Host::name)
                .map(host -> Optional.ofNullable(found.done().get(host))
                        .orElseGet(() -> new OfHost(
                                host,
                                live(host, survey),
                                Optional.ofNullable(found.failures().get(host)).map(Failure::summary),
                                "")))
                .toList());
    }

    private OfHost of(Host host, Survey survey) {
        var facts = Objects.requireNonNull(survey.facts().get(host.name()));
        var methods = new ArrayList<String>();
        var obstacle = obstacle(host, facts, methods::add);
        return new OfHost(host.name(), live(host.name(), survey), obstacle, String.join("", methods));
    }

    private static Optional<String> live(HostName host, Survey survey) {
        return Optional.ofNullable(survey.facts().get(host))
                .flatMap(HostFacts::live)
                .map(HostFacts.LiveRelease::id);
    }

    private Optional<String> obstacle(Host host, HostFacts facts, Consumer<String> method) {
        if (facts.link() == HostFacts.Link.ABSENT) {
            return Optional.of("this is the first release here");
        }
        if (facts.live().isEmpty()) {
            return Optional.of(
                    "current leads to '" + facts.target().shown(SHOWN) + "', which is no release of Sluice's");
        }
        return asked(host, facts, method).or(this::irreversible);
    }

    private Optional<String> irreversible() {
        var tasks = playbook.tasks();
        return Stream.of(tasks.prepare(), tasks.beforeSwitch(), tasks.afterSwitch(), tasks.finish())
                .flatMap(List::stream)
                .filter(TaskSpec::irreversible)
                .findFirst()
                .map(task -> "the task '" + task.name() + "' is irreversible");
    }

    private Optional<String> asked(Host host, HostFacts facts, Consumer<String> method) {
        var live = facts.live().orElseThrow().id();
        if (Adoption.needed(facts, endpoint.apply(host))) {
            return Optional.of("it is adopted with this release");
        }
        try {
            var compared = new CompareRelease(host.path(), live, exempt()).on(sessions.to(host));
            var tree = tree(compared);
            var php = served(host, live, method);
            return tree.or(() -> php);
        } catch (HostException e) {
            sessions.drop(host.name());
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (StepException e) {
            return Optional.of(e.what() + ": " + e.why());
        }
    }

    /** What differs by host, or changes by itself. */
    private List<String> exempt() {
        var release = playbook.release();
        var exempt = new ArrayList<>(release.shared().directories());
        exempt.addAll(release.shared().files());
        exempt.addAll(release.writable());
        return exempt;
    }

    private static Optional<String> tree(CompareRelease.Compared compared) {
        return switch (compared.state()) {
            case WHOLE -> Optional.empty();
            case ABSENT -> Optional.of("it is not there any more");
            case UNMARKED -> Optional.of("it has no marker: it was never finished, or another tool made it");
            case NO_MANIFEST -> Optional.of("its manifest is missing, so it is unknown whether it is unchanged");
            case OTHER_MANIFEST -> Optional.of("its manifest is not the one that it was staged from");
            case CHANGED -> Optional.of(compared.differing());
        };
    }

    /** Where there is an endpoint, it has to answer for the release. */
    private Optional<String> served(Host host, String live, Consumer<String> method) throws HostException {
        try {
            var seen = code.served(host, sessions.http(host));
            method.accept(seen.method());
            var served = seen.release();
            return served.isEmpty() || served.equals(live)
                    ? Optional.empty()
                    : Optional.of("PHP serves " + HarmlessText.line(served, SHOWN) + " instead");
        } catch (ProofException e) {
            return Optional.of(e.getMessage() + ": " + e.why());
        }
    }
}
