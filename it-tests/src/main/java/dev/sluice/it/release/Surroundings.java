package dev.sluice.it.release;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command of the product runs in.
 *
 * @param launcher the product's own, which starts the JVM as a user's command does; empty for this JVM's class path
 * @param starter a program with its arguments that starts it, such as {@code nice}; empty for none
 * @param jvm options, such as {@code -Xmx400m}
 * @param environment what it has besides this JVM's
 */
record Surroundings(Optional<Path> launcher, List<String> starter, List<String> jvm, Map<String, String> environment) {
    static final Surroundings NONE = new Surroundings(Optional.empty(), List.of(), List.of(), Map.of());

    Surroundings {
        starter = List.copyOf(starter);
        jvm = List.copyOf(jvm);
        environment = Map.copyOf(environment);
    }

    Surroundings withLauncher(Path file) {
        return new Surroundings(Optional.of(file), starter, jvm, environment);
    }

    Surroundings withStarter(String... program) {
        return new Surroundings(launcher, List.of(program), jvm, environment);
    }

    Surroundings withJvm(List<String> options) {
        return new Surroundings(launcher, starter, options, environment);
    }

    Surroundings withEnvironment(Map<String, String> variables) {
        return new Surroundings(launcher, starter, jvm, variables);
    }
}
