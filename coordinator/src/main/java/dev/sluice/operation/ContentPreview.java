package dev.sluice.operation;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.PlannedContent;
import dev.sluice.readiness.PlannedContent.Difference;
import dev.sluice.readiness.ReleaseTree;
import dev.sluice.readiness.ReleaseTree.Prepared;
import dev.sluice.readiness.Survey;
import dev.sluice.step.CompareContent;
import dev.sluice.step.CompareContent.Compared;
import dev.sluice.step.CompareContent.Other;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LiveRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Compares the content of a release with what the hosts serve. Asks one host for each live release, and changes nothing. */
public final class ContentPreview {
    private final Fleet fleet;

    public ContentPreview(Fleet fleet) {
        this.fleet = fleet;
    }

    public PlannedContent of(PreparedRollout prepared) {
        var release = prepared.plan().release();
        var survey = prepared.survey();
        var tree = prepared.artifact()
                .map(artifact -> new ReleaseTree(
                        artifact.manifest(), prepared.plan().playbook().release()));
        return new PlannedContent(
                tree.map(ReleaseTree::directories).orElse(List.of()),
                tree.map(one -> one.cautions(prepared(prepared.plan()))).orElse(List.of()),
                hosts(survey, facts -> facts.live()
                        .filter(live -> live.digest().equals(release.digest()))
                        .isPresent()),
                hosts(survey, facts -> facts.releases().stream()
                        .anyMatch(one -> one.id().equals(release.id().value())
                                && one.digest().equals(release.digest()))),
                differences(survey, other(prepared)));
    }

    private static Prepared prepared(RolloutPlan plan) {
        return plan.playbook().tasks().prepare().isEmpty() ? Prepared.BY_NO_TASK : Prepared.BY_TASKS;
    }

    private static List<HostName> hosts(Survey survey, Predicate<HostFacts> wanted) {
        return survey.facts().entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static Other other(PreparedRollout prepared) {
        return prepared.artifact()
                .<Other>map(artifact -> new Other.Manifest(artifact.manifest().text()))
                .orElseGet(() -> new Other.Staged(prepared.plan().release().id().value()));
    }

    private List<Difference> differences(Survey survey, Other other) {
        var serving = new TreeMap<String, List<Host>>();
        for (var host : survey.hosts()) {
            live(survey, host).ifPresent(live -> serving.computeIfAbsent(live, key -> new ArrayList<>())
                    .add(host));
        }
        var asked = serving.values().stream().map(hosts -> hosts.get(0)).toList();
        var answers = fleet.onHosts("plan")
                .run(asked, (session, host) -> new CompareContent(
                                host.path(), live(survey, host).orElseThrow(), other)
                        .on(session))
                .done();
        var differences = new ArrayList<Difference>();
        serving.forEach((live, hosts) ->
                ReleaseId.ofLink("releases/" + live).ifPresent(id -> differences.add(difference(id, hosts, answers))));
        return differences;
    }

    private static Optional<String> live(Survey survey, Host host) {
        return Optional.ofNullable(survey.facts().get(host.name()))
                .flatMap(HostFacts::live)
                .map(LiveRelease::id)
                .filter(id -> ReleaseId.ofLink("releases/" + id).isPresent());
    }

    private static Difference difference(ReleaseId live, List<Host> hosts, Map<HostName, Optional<Compared>> answers) {
        var names = hosts.stream().map(Host::name).toList();
        var asked = names.get(0);
        return new Difference(live, names, asked, answers.getOrDefault(asked, Optional.empty()));
    }
}
