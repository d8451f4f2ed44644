package dev.sluice.it.bench;

import dev.sluice.it.bench.SluiceRelease.Preparation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How long a command takes that does next to nothing. */
record StartBench(BenchOrder order, Optional<Path> launcher, PrintStream progress) {
    String run() {
        try (var fleet = BenchFleet.start(order, 1, launcher)) {
            new SluiceRelease(fleet, order.batches(), Preparation.NONE).run(0);
            var turns = new Turns(sides(fleet), () -> fleet.tree().change(order.changes()), progress);
            return head() + new BenchTable(turns.measure(0, order.pairs()));
        }
    }

    private static List<Side> sides(BenchFleet fleet) {
        var plan = List.of("plan", "--artifact", fleet.tree().root().toString());
        return List.of(
                new SluiceCommand(
                        fleet.operator(),
                        plan,
                        "the whole command: reads the artifact, asks every host, prints the plan"),
                ParallelSsh.of(fleet),
                new SluiceCommand(fleet.operator(), List.of("version"), "the whole command: a JVM that prints a line"));
    }

    private String head() {
        return """
                Start: %d hosts with OpenSSH, %d CPUs for all; an artifact of %s; each side %d times, in turn.

                """.formatted(order.hosts(), Runtime.getRuntime().availableProcessors(), order.shape(), order.pairs());
    }
}
