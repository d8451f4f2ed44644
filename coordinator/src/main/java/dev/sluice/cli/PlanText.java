package dev.sluice.cli;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HumanUnits;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.FoundRollout;
import dev.sluice.operation.PreparedRollout;
import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.TaskMoment;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.Where;
import dev.sluice.view.PlanListing;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** A plan as people read it. */
final class PlanText {
    private static final int NAMED_HOSTS = 20;
    private static final int MOST_OF_A_LINK = 200;

    private final PrintWriter out;

    PlanText(PrintWriter out) {
        this.out = out;
    }

    /** The first line of a rollout whose rollback targets were not checked. */
    void headline(RolloutPlan plan) {
        headline(plan, "rollback target " + rollbackTarget(plan));
    }

    /** The first line of a rollout that is continued; for one of another machine also the tasks that would run on this one. */
    void goingOn(RolloutPlan plan, FoundRollout found) {
        headline(plan);
        if (!found.isForeign()) {
            return;
        }
        for (var moment : TaskMoment.values()) {
            plan.tasks().at(moment).stream()
                    .filter(task -> task.where() instanceof Where.Coordinator)
                    .forEach(task -> out.printf("  here     task %s: %s%n", task.name(), task.run()));
        }
        out.flush();
    }

    /** The first line of a release. */
    void headline(PreparedRollout prepared) {
        var window = prepared.window().map(text -> " · " + text).orElse("");
        headline(prepared.plan(), prepared.rollbackTargets().summary() + window);
    }

    private void headline(RolloutPlan plan, String rollback) {
        out.printf(
                "%s %s · %s · %s · %s%n",
                plan.fleet(),
                targets(plan),
                hosts(plan.hosts()),
                new Count(plan.batches().size(), "batch"),
                rollback);
        out.flush();
    }

    /** What a person is asked about. */
    void print(PreparedRollout prepared) {
        headline(prepared);
        artifact(prepared);
        course(prepared);
    }

    /** All of it, for {@code sluice plan}. */
    void print(PreparedRollout prepared, PlanListing listing) {
        var more = new PlanContentText(out);
        headline(prepared);
        artifact(prepared);
        more.content(listing);
        more.tasks(listing);
        course(prepared);
    }

    private void course(PreparedRollout prepared) {
        var plan = prepared.plan();
        plan.batches().forEach(batch -> batch(plan, batch));
        plan.leftOut().forEach(out -> this.out.printf("  left out %s  %s%n", out.host(), out.why()));
        if (!prepared.adoptions().isEmpty()) {
            out.printf(
                    "  adopt    the live release of %s is adopted first: marker and endpoint%n",
                    names(prepared.adoptions()));
        }
        prepared.rollbackTargets().methods().forEach(method -> out.println("  opcache: " + method));
        prepared.rollbackTargets().obstacles().forEach(why -> out.println("  rollback target not verified: " + why));
        prepared.notYet().forEach(problem -> out.println("  not yet  " + problem));
        out.flush();
    }

    private void artifact(PreparedRollout prepared) {
        prepared.notes().forEach(note -> out.println("  artifact " + note));
        var release = prepared.plan().release();
        if (prepared.artifact().isEmpty()) {
            out.printf("  staged   on every host, digest %s%n", release.digest());
            return;
        }
        out.printf(
                "  artifact %s, %s, digest %s%n",
                new Count(release.files(), "file"), HumanUnits.bytes(release.bytes()), release.digest());
    }

    private void batch(RolloutPlan plan, Batch batch) {
        var soak = batch.soak().isZero() ? "" : ", then soak " + HumanUnits.whole(batch.soak());
        var last = batch.number() == plan.batches().size();
        var hold = batch.hold() == Hold.NONE || last ? "" : ", then waits for sluice promote";
        out.printf("  batch %-2d %s%s%s%n", batch.number(), hosts(batch.hosts()), soak, hold);
        if (plan.hosts().size() > NAMED_HOSTS) {
            out.println("           " + names(batch.hosts()));
            return;
        }
        batch.hosts().forEach(host -> host(plan.host(host)));
    }

    private void host(HostPlan host) {
        var from = host.from().isEmpty() ? "nothing" : HarmlessText.line(host.from(), MOST_OF_A_LINK);
        out.printf(
                "           %s  current: %s → %s%n",
                host.name(), from, host.to().link());
    }

    private static Count hosts(List<?> hosts) {
        return new Count(hosts.size(), "host");
    }

    private static String targets(RolloutPlan plan) {
        return plan.hosts().stream().map(host -> host.to().value()).distinct().collect(Collectors.joining(", "));
    }

    private static String rollbackTarget(RolloutPlan plan) {
        return plan.hosts().stream()
                .map(host -> host.previous().map(id -> id.value()).orElse("none"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String names(List<HostName> names) {
        var named = names.stream().limit(NAMED_HOSTS).map(HostName::value).collect(Collectors.joining(", "));
        return names.size() <= NAMED_HOSTS ? named : named + " and " + (names.size() - NAMED_HOSTS) + " more";
    }
}
