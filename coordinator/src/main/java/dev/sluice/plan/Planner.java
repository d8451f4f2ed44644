package dev.sluice.plan;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.playbook.BatchStep;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.BatchStep.HoldEnd;
import dev.sluice.playbook.Strategy;
import java.time.Duration;
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
        int missed = (int) request.leftOut().stream().filter(LeftOut::missed).count();
        var batches = new ArrayList<Batch>();
        for (var cut : cuts(request.strategy(), hosts.size(), hosts.size() + missed)) {
            int number = batches.size() + 1;
            batches.add(new Batch(
                    number,
                    hosts.subList(cut.from(), cut.to()),
                    cut.soak(),
                    hold(number, cut.step(), request),
                    ends(cut.step(), request)));
        }
        return batches;
    }

    /** The batches that a strategy makes of so many targets of a release, for an estimate before the hosts were asked. */
    public static List<TimeNeeded.Step> steps(Strategy strategy, int targets) {
        return cuts(strategy, targets, targets).stream()
                .map(cut -> new TimeNeeded.Step(
                        cut.to() - cut.from(), cut.soak(), cut.step().hold()))
                .toList();
    }

    /**
     * One batch of a list of hosts.
     *
     * @param from index of its first host, from 0
     * @param to index after its last host
     */
    private record Cut(BatchStep step, int from, int to, Duration soak) {}

    private static List<Cut> cuts(Strategy strategy, int hosts, int targets) {
        var steps = strategy.batches();
        var cuts = new ArrayList<Cut>();
        for (int next = 0; next < hosts; ) {
            var step = steps.get(Math.min(cuts.size(), steps.size() - 1));
            int end = Math.min(hosts, next + step.size().of(targets));
            var usual = end == hosts ? strategy.lastSoak().orElse(strategy.soak()) : strategy.soak();
            cuts.add(new Cut(step, next, end, step.soak().orElse(usual)));
            next = end;
        }
        return cuts;
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
