package dev.sluice.cli;

import dev.sluice.app.Releasing.Prepared;
import dev.sluice.host.HarmlessText;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
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

    /** The first line of every rollout. */
    void headline(RolloutPlan plan) {
        out.printf(
                "%s %s · %s · %s · way back %s%n",
                plan.fleet(),
                targets(plan),
                hosts(plan.hosts()),
                new Count(plan.batches().size(), "batch"),
                wayBack(plan));
        out.flush();
    }

    void print(Prepared prepared) {
        var plan = prepared.plan();
        headline(plan);
        content(prepared);
        prepared.notes().forEach(note -> out.println("  artifact " + note));
        plan.batches().forEach(batch -> batch(plan, batch));
        if (!prepared.adoptions().isEmpty()) {
            out.printf("  adopt    the live release of %s gets the endpoint first%n", names(prepared.adoptions()));
        }
        prepared.notYet().forEach(problem -> out.println("  not yet  " + problem));
        out.flush();
    }

    private void content(Prepared prepared) {
        var release = prepared.plan().release();
        if (prepared.artifact().isEmpty()) {
            out.printf("  staged   on every host, digest %s%n", release.digest());
            return;
        }
        out.printf(
                "  artifact %s, %d bytes, digest %s%n",
                new Count(release.files(), "file"), release.bytes(), release.digest());
    }

    private void batch(RolloutPlan plan, Batch batch) {
        var soak = batch.soak().isZero() ? "" : ", then soak " + batch.soak().toSeconds() + " s";
        out.printf("  batch %-2d %s%s%n", batch.number(), hosts(batch.hosts()), soak);
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

    private static String wayBack(RolloutPlan plan) {
        return plan.hosts().stream()
                .map(host -> host.previous().map(id -> id.value()).orElse("none"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String names(List<HostName> names) {
        return names.stream().map(HostName::value).collect(Collectors.joining(", "));
    }
}
