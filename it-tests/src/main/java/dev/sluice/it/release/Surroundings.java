package dev.sluice.it.release;

import java.util.List;
import java.util.Map;

/**
 * What a command of the product runs in.
 *
 * @param starter a program with its arguments that starts it, such as {@code nice}; empty for none
 * @param jvm options, such as {@code -Xmx400m}
 * @param environment what it has besides this JVM's
 */
record Surroundings(List<String> starter, List<String> jvm, Map<String, String> environment) {
    static final Surroundings NONE = new Surroundings(List.of(), List.of(), Map.of());

    Surroundings {
        starter = List.copyOf(starter);
        jvm = List.copyOf(jvm);
        environment = Map.copyOf(environment);
    }

    Surroundings withStarter(String... program) {
        return new Surroundings(List.of(program), jvm, environment);
    }

    Surroundings withJvm(List<String> options) {
        return new Surroundings(starter, options, environment);
    }

    Surroundings withEnvironment(Map<String, String> variables) {
        return new Surroundings(starter, jvm, variables);
    }
}
