package dev.sluice.it.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Times the whole command beside other tools, and prints a table. Arguments: {@link BenchOrder#USAGE}. */
public final class BenchMain {
    /** The system property with the path of the product's launcher; without it commands run on this JVM's class path. */
    private static final String LAUNCHER = "sluice.it.launcher";

    private BenchMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(BenchOrder.USAGE);
            return 0;
        }
        BenchOrder order;
        try {
            order = BenchOrder.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(BenchOrder.USAGE);
            return 2;
        }
        try {
            System.out.println(report(
                    order, Optional.ofNullable(System.getProperty(LAUNCHER)).map(Path::of), System.err));
            return 0;
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /** What the benchmark measured, as a table. */
    static String report(BenchOrder order, Optional<Path> launcher, PrintStream progress) {
        return switch (order.benchmark()) {
            case DELTA -> new DeltaBench(order, launcher, progress).run();
            case COLD -> new ColdBench(order, launcher, progress).run();
            case START -> new StartBench(order, launcher, progress).run();
            case FLEET -> new FleetBench(order, launcher, progress).run();
        };
    }
}
