package dev.sluice.it.bench;

import dev.sluice.it.bench.ParallelRsync.Base;
import dev.sluice.it.bench.SluiceRelease.Preparation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The first release to hosts that have nothing. */
record ColdBench(BenchOrder order, Optional<Path> launcher, PrintStream progress) {
    String run() {
        try (var fleet = BenchFleet.start(order, 1, launcher)) {
            var sides = List.<Side>of(
                    new SluiceRelease(fleet, order.batches(), Preparation.EMPTY),
                    ParallelRsync.of(fleet, Base.NONE),
                    ParallelTar.of(fleet));
            var turns = new Turns(sides, () -> {}, progress);
            return head() + new BenchTable(turns.measure(0, order.pairs()));
        }
    }

    private String head() {
        return """
                Cold: %s to %d empty hosts with OpenSSH, %d CPUs for all; each side %d times, in turn.

                """.formatted(order.shape(), order.hosts(), Runtime.getRuntime().availableProcessors(), order.pairs());
    }
}
