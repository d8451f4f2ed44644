package dev.sluice.plan;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.playbook.BatchStep;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.BatchStep.HoldEnd;
import dev.sluice.playbook.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes a {@link RolloutPlan}: orders the hosts and divides them into batches. */
public final class Planner {
    private Planner() {}

    /** The same request always gives the same plan; every target is in exactly one batch. */
    public static RolloutPlan plan(PlanRequest request) {
        var ordered = order(request);
        var names = ordered.stream().map(Host::name).toList();
        return new RolloutPlan(
                request.id(),
                request.purpose(),
                request.inventory().project(),
                request.inventory().name(),
                request.playbook(),
                request.strategy(),
                request.release(),
                ordered.stream().map(host -> hostPlan(request, host)).toList(),
                batches(names, request),
                request.leftOut(),
                request.waivers(),
                request.at(),
                request.actor());
    }

    private static HostPlan hostPlan(PlanRequest request, Host host) {
        var link = request.links().getOrDefault(host.name(), "");
        var to = request.destinations()
                .getOrDefault(host.name(), request.release().id());
        return new HostPlan(host, link, to);
    }

    private static List<Host> order(PlanRequest request) {
        var random = new Random(request.seed());
        var result = new ArrayList<Host>();
        for (var part : request.targets()) {
            var hosts = new ArrayList<>(part);
            arrange(hosts, request, random);
            result.addAll(hosts);
        }
        return result;
    }

    private static void arrange(List<Host> hosts, PlanRequest request, Random random) {
        switch (request.strategy().order()) {
            case GROUPS -> {}
            case INVENTORY ->
                hosts.sort(Comparator.comparingInt(request.inventory().hosts()::indexOf));
            case SORTED -> hosts.sort(Comparator.comparing(Host::name));
            case SHUFFLE -> Collections.shuffle(hosts, random);
        }
    }

    /** Percentages are of all targets, including those that could not be reached. */
    private static List<Batch> batches(List<HostName> hosts, PlanRequest request) {
        var strategy = request.strategy();
        var steps = strategy.batches();
        int targets = hosts.size()
                + (int) request.leftOut().stream().filter(LeftOut::missed).count();
        var batches = new ArrayList<Batch>();
        for (int next = 0; next < hosts.size(); ) {
            var step = steps.get(Math.min(batches.size(), steps.size() - 1));
            int end = Math.min(hosts.size(), next + step.size().of(targets));
            int number = batches.size() + 1;
            var usual = end == hosts.size() ? strategy.lastSoak().orElse(strategy.soak()) : strategy.soak();
            batches.add(new Batch(
                    number,
                    hosts.subList(next, end),
                    step.soak().orElse(usual),
                    hold(number, step, request),
                    ends(step, request)));
            next = end;
        }
        return batches;
    }

    /** The batches that a strategy makes of so many targets of a release, for an estimate before the hosts were asked. */
    public static List<TimeNeeded.Step> steps(Strategy strategy, int targets) {
        var steps = new ArrayList<TimeNeeded.Step>();
        for (int next = 0; next < targets; ) {
            var step = strategy.batches()
                    .get(Math.min(steps.size(), strategy.batches().size() - 1));
            int size = Math.min(targets - next, step.size().of(targets));
            steps.add(new TimeNeeded.Step(size, step.soak().orElse(strategy.soak()), step.hold()));
            next += size;
        }
        return List.copyOf(steps);
    }

    /** Only what is new to the fleet waits for a person, unless it is requested. */
    private static Hold hold(int batch, BatchStep step, PlanRequest request) {
        if (request.until().filter(until -> until == batch).isPresent()) {
            return Hold.PROMOTE;
        }
        return switch (request.purpose()) {
            case ROLLBACK, CONVERGE, REFRESH -> Hold.NONE;
            case RELEASE, STAGE -> step.hold();
        };
    }

    private static Optional<HoldEnd> ends(BatchStep step, PlanRequest request) {
        return switch (request.purpose()) {
            case ROLLBACK, CONVERGE, REFRESH -> Optional.empty();
            case RELEASE, STAGE -> step.ends();
        };
    }
}
