package dev.sluice.it.bench;

import dev.sluice.it.bench.ParallelRsync.Base;
import dev.sluice.it.bench.SluiceRelease.Preparation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A release in which few files have changed. Each round has other changes, and all sides send the same ones. */
record DeltaBench(BenchOrder order, Optional<Path> launcher, PrintStream progress) {
    String run() {
        try (var fleet = BenchFleet.start(order, 1, launcher)) {
            var turns = new Turns(sides(fleet), () -> fleet.tree().change(order.changes()), progress);
            turns.begin();
            return head() + new BenchTable(turns.measure(order.settle(), order.pairs()));
        }
    }

    private List<Side> sides(BenchFleet fleet) {
        var isRecycled = order.base() == BenchOrder.Base.RECYCLE;
        var sides = new ArrayList<Side>(List.of(
                new SluiceRelease(fleet, order.batches(), isRecycled ? Preparation.SET_BACK : Preparation.NONE),
                ParallelRsync.of(fleet, Base.PREVIOUS)));
        if (order.peers() == BenchOrder.Peers.ANSIBLE) {
            sides.add(AnsiblePlay.of(fleet, order.hostsOfABatch()));
        }
        return sides;
    }

    private String head() {
        return """
                Delta: %d changed files of %s; %d hosts with OpenSSH, %d CPUs for all; %d pairs after %d releases that are not measured.
                %s

                """.formatted(
                        order.changes(),
                        order.shape(),
                        order.hosts(),
                        Runtime.getRuntime().availableProcessors(),
                        order.pairs(),
                        1 + order.settle(),
                        order.base() == BenchOrder.Base.RECYCLE
                                ? "Before each release of Sluice, the times of the hosts' releases and of their histories are set back by two hours."
                                : "The hosts' releases are as old as they are: none was out of service for an hour.");
    }
}
