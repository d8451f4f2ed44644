package dev.sluice.playbook;

import dev.sluice.document.Section;
import dev.sluice.document.Value;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.BatchStep.HoldEnd;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.Strategy.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a strategy over another one, which gives the values that it does not set. */
final class StrategyReader {
    static final Strategy DEFAULT = new Strategy(
            List.of(step(new BatchSize.Hosts(1)), step(new BatchSize.Percent(25))),
            Order.GROUPS,
            20,
            Duration.ofSeconds(30),
            Optional.of(Duration.ZERO),
            75,
            new HostCount.Hosts(0),
            new HostCount.Hosts(0),
            OnFailure.REVERT_ALL,
            Duration.ofMinutes(20));

    private final Section section;
    private final Strategy base;

    StrategyReader(Section section, Strategy base) {
        this.section = section;
        this.base = base;
    }

    Strategy strategy() {
        var batches = batches();
        return new Strategy(
                batches.isEmpty() ? base.batches() : batches,
                section.choice("order", base.order()),
                section.number("parallel", base.parallel()),
                section.duration("soak", base.soak()),
                section.has("soak") ? Optional.empty() : base.lastSoak(),
                section.text("min_available").map(StrategyReader::percent).orElse(base.minAvailablePercent()),
                count("max_failed", base.maxFailed()),
                count("max_unreachable", base.maxUnreachable()),
                section.choice("on_failure", base.onFailure()),
                section.duration("progress_deadline", base.progressDeadline()));
    }

    /**
     * The strategy, with the batches that can never satisfy {@code min_available} reported. Before the hosts are known, only percents can be checked:
     * a batch larger than what {@code min_available} leaves is too large for any fleet where it is more than the one host that is always allowed.
     * Numbers of hosts are checked by {@link TargetCheck}.
     */
    Strategy checked() {
        var strategy = strategy();
        if (!section.sound("batches", "min_available")) {
            return strategy;
        }
        var away = 100 - strategy.minAvailablePercent();
        for (int i = 0; i < strategy.batches().size(); i++) {
            var size = strategy.batches().get(i).size();
            if (size instanceof BatchSize.Percent percent && percent.percent() > away) {
                tooLarge(
                        i,
                        "a batch of " + percent + " can never be taken with min_available at "
                                + strategy.minAvailablePercent() + "%, which leaves " + away
                                + "% (and always one host)");
            }
        }
        return strategy;
    }

    private void tooLarge(int step, String message) {
        if (section.has("batches")) {
            var item = section.value("batches").items().get(step);
            item.section().map(batch -> batch.value("size")).orElse(item).problem(message);
        } else if (section.has("min_available")) {
            section.problem("min_available", message);
        }
    }

    private List<BatchStep> batches() {
        var steps = new ArrayList<BatchStep>();
        for (var item : section.value("batches").items()) {
            var batch = item.section();
            var size = size(batch.map(map -> map.value("size")).orElse(item));
            var soak = batch.flatMap(map -> map.duration("soak"));
            var ends = batch.flatMap(StrategyReader::holdEnd);
            var holds = ends.isPresent()
                    || batch.map(map -> map.flag("hold", false)).orElse(false);
            size.ifPresent(known -> steps.add(new BatchStep(known, soak, holds ? Hold.PROMOTE : Hold.NONE, ends)));
        }
        return steps;
    }

    private static Optional<HoldEnd> holdEnd(Section batch) {
        return batch.value("hold").section().flatMap(hold -> hold.duration("for")
                .map(after -> new HoldEnd(after, hold.choice("then", Then.REVERT))));
    }

    private static Optional<BatchSize> size(Value value) {
        Optional<BatchSize> hosts = value.number().map(BatchSize.Hosts::new);
        return hosts.or(() -> value.text().map(text -> new BatchSize.Percent(percent(text))));
    }

    private HostCount count(String key, HostCount otherwise) {
        Optional<HostCount> hosts = section.value(key).number().map(HostCount.Hosts::new);
        return hosts.or(() -> section.text(key).map(text -> new HostCount.Percent(percent(text))))
                .orElse(otherwise);
    }

    private static int percent(String text) {
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }

    private static BatchStep step(BatchSize size) {
        return new BatchStep(size, Optional.empty(), Hold.NONE);
    }
}
