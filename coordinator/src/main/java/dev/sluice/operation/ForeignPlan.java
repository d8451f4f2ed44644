package dev.sluice.operation;

import dev.sluice.codec.Difference;
import dev.sluice.codec.Differences;
import dev.sluice.document.DocumentIndex;
import dev.sluice.document.HarmlessText;
import dev.sluice.document.SecretReference;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Tasks;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.readiness.Waivers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan that comes from elsewhere, compared with the files of this machine. Whatever is run, hosts, SSH settings, secrets and the endpoint are
 * those of the files: a signature vouches for the plan, and still it can name nothing that the files do not.
 *
 * @param hosts where its hosts differ from the inventory
 * @param keys where the endpoint, its key or a reference to a secret differs; that cannot be accepted
 * @param others where the playbook differs besides
 * @param local the playbook of this machine, less what the plan waives
 */
record ForeignPlan(
        RolloutPlan plan,
        Project project,
        Playbook local,
        List<Difference> hosts,
        List<Difference> keys,
        List<Difference> others) {
    private static final int MOST_OF_A_VALUE = 120;

    static ForeignPlan of(RolloutPlan plan, Project project) {
        // Of the same project; the names of the rollout are those that its hosts were prepared with.
        var local = waived(plan, project.playbook()).named(plan.playbook().name());
        var all = Differences.between(plan.playbook(), local).stream()
                // Who signs changes nothing of what is done, and is another when keys were rotated.
                .filter(difference -> !difference.place().startsWith("records"))
                .filter(difference ->
                        !isMoved(difference, project.playbookDocument().index()))
                .toList();
        var keys = all.stream().filter(ForeignPlan::isKey).toList();
        var others = all.stream().filter(difference -> !isKey(difference)).toList();
        return new ForeignPlan(plan, project, local, hosts(plan, project), keys, others);
    }

    private static Playbook waived(RolloutPlan plan, Playbook local) {
        try {
            return new Waivers(plan.waivers()).applyTo(local);
        } catch (RefusedException missingCheck) {
            // The check that was skipped is not in this playbook: that is one of the differences.
            return local;
        }
    }

    private static List<Difference> hosts(RolloutPlan plan, Project project) {
        var differences = new ArrayList<Difference>();
        for (var host : plan.hosts()) {
            var local = project.inventory().host(host.name());
            if (local.isEmpty()) {
                differences.add(new Difference(host.name().value(), "a host", ""));
                continue;
            }
            Differences.between(host.host(), local.get()).stream()
                    .filter(difference ->
                            !isMoved(difference, project.inventoryDocument().index()))
                    .map(difference -> new Difference(
                            host.name() + ": " + difference.place(), difference.one(), difference.other()))
                    .forEach(differences::add);
        }
        return differences;
    }

    private static boolean isKey(Difference difference) {
        return difference.place().startsWith("opcache.")
                || Stream.of(difference.one(), difference.other())
                        .anyMatch(text -> SecretReference.parse(text).isPresent());
    }

    /** The same file of the project, which is in another directory there. */
    private static boolean isMoved(Difference difference, DocumentIndex document) {
        var prefix = "file:";
        if (difference.one().startsWith(prefix) != difference.other().startsWith(prefix)) {
            return false;
        }
        var there = withoutPrefix(difference.one(), prefix);
        var here = withoutPrefix(difference.other(), prefix);
        var directory = Optional.ofNullable(
                Path.of(document.file()).toAbsolutePath().normalize().getParent());
        if (here.isEmpty() || directory.isEmpty() || here.indexOf('\0') >= 0) {
            return false;
        }
        var file = directory.get().resolve(here).normalize();
        return file.startsWith(directory.get())
                && there.endsWith("/" + directory.get().relativize(file))
                && (here.startsWith("/") || there.startsWith("/"));
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    /**
     * The plan that is continued.
     *
     * @param accepted why a person accepts that the playbook differs; empty where it is not accepted
     * @throws RefusedException with every difference that was not accepted
     */
    RolloutPlan goingOn(Optional<String> accepted) throws RefusedException {
        refuse(hosts, keys, accepted.isPresent() ? List.of() : others);
        return plan.with(
                localHosts(), others.isEmpty() ? local : plan.playbook().withKeysOf(local));
    }

    /**
     * The plan as its hosts are reverted, or left: with the playbook of this machine, of whose tasks only those are run that the plan has too.
     *
     * @throws RefusedException where hosts or the endpoint differ
     */
    RolloutPlan reverting() throws RefusedException {
        refuse(hosts, keys, List.of());
        return plan.with(localHosts(), local.running(commonTasks()));
    }

    private Tasks commonTasks() {
        var there = plan.playbook().tasks();
        var here = local.tasks();
        return new Tasks(
                common(there.prepare(), here.prepare()),
                common(there.beforeSwitch(), here.beforeSwitch()),
                common(there.afterSwitch(), here.afterSwitch()),
                common(there.finish(), here.finish()));
    }

    private static List<TaskSpec> common(List<TaskSpec> some, List<TaskSpec> others) {
        return some.stream().filter(others::contains).toList();
    }

    private List<HostPlan> localHosts() {
        return plan.hosts().stream()
                .map(host -> new HostPlan(project.inventory().host(host.name()).orElseThrow(), host.from(), host.to()))
                .toList();
    }

    private void refuse(List<Difference> badHosts, List<Difference> badKeys, List<Difference> open)
            throws RefusedException {
        var lines = lines(badHosts, badKeys, open, "in the record");
        if (lines.isEmpty()) {
            return;
        }
        var acceptable = badHosts.isEmpty() && badKeys.isEmpty();
        throw new RefusedException(
                Reason.PREFLIGHT,
                lines,
                "the record of " + plan.id()
                        + " comes from another machine, and nothing was changed. Use the files that it was"
                        + " made with"
                        + (acceptable
                                ? ", or go on with the playbook of the record: --accept-changes --reason TEXT"
                                : "; hosts, keys and secrets have to be the same"));
    }

    /** All of them, for people. */
    List<String> differences(String where) {
        return lines(hosts, keys, others, where);
    }

    private List<String> lines(
            List<Difference> ofHosts, List<Difference> ofKeys, List<Difference> ofOthers, String where) {
        var inventory = project.inventoryDocument().index().file();
        var playbook = project.playbookDocument().index().file();
        var lines = new ArrayList<String>();
        ofHosts.forEach(difference -> lines.add(line(difference, where, inventory)));
        ofKeys.forEach(difference -> lines.add(line(difference, where, playbook)));
        ofOthers.forEach(difference -> lines.add(line(difference, where, playbook)));
        return lines;
    }

    private static String line(Difference difference, String where, String file) {
        return difference.place() + " is " + shown(difference.one()) + " " + where + ", " + shown(difference.other())
                + " in " + file;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "missing" : "'" + HarmlessText.line(value, MOST_OF_A_VALUE) + "'";
    }
}
