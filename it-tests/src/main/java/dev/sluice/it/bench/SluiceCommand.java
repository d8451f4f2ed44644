package dev.sluice.it.bench;

import dev.sluice.it.release.Operator;
import java.time.Duration;
import java.util.List;

/** A command of the product that changes nothing, as one side. */
record SluiceCommand(Operator operator, List<String> arguments, String does) implements Side {
    @Override
    public String name() {
        return "sluice " + arguments.get(0);
    }

    @Override
    public Duration run(int number) {
        return time(operator, arguments.toArray(String[]::new));
    }

    /**
     * How long a command takes.
     *
     * @throws IllegalStateException with its output, when it ends with another code than 0
     */
    static Duration time(Operator operator, String... arguments) {
        long began = System.nanoTime();
        var ended = operator.run(arguments);
        var took = Duration.ofNanos(System.nanoTime() - began);
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(ended.toString());
        }
        return took;
    }
}
