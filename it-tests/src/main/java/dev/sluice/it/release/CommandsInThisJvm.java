package dev.sluice.it.release;

import dev.sluice.cli.CommandLineRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs commands of the product where the test runs. A process of its own costs a second or two of CPU until its classes are loaded and
 * compiled; here that is paid once. The environment is this JVM's without {@code SLUICE_…}; Surefire starts it without an agent.
 */
final class CommandsInThisJvm {
    /** Options that name a file or a directory. */
    private static final Set<String> FILES =
            Set.of("--artifact", "--inventory", "--new", "--out", "--output-dir", "--plan", "--playbook", "--state");

    private static final Set<String> WITHOUT_PROJECT = Set.of("init", "keygen", "token", "version");

    private CommandsInThisJvm() {}

    /** @param directory where the command works: a JVM cannot change its own, so that every path is made absolute */
    static Ended run(Path directory, List<String> arguments) {
        List<String> absolute = new ArrayList<>(arguments);
        for (int i = 1; i < absolute.size(); i++) {
            if (FILES.contains(absolute.get(i - 1))) {
                absolute.set(i, directory.resolve(absolute.get(i)).toString());
            }
        }
        if (!WITHOUT_PROJECT.contains(arguments.get(0))) {
            addUnlessGiven(absolute, "--inventory", directory.resolve("inventory.yml"));
            addUnlessGiven(absolute, "--playbook", directory.resolve("playbook.yml"));
        }
        var run = CommandLineRun.of(absolute.toArray());
        return new Ended(String.join(" ", arguments), run.exitCode(), run.out(), run.err());
    }

    private static void addUnlessGiven(List<String> arguments, String option, Path file) {
        if (!arguments.contains(option)) {
            arguments.add(option + "=" + file);
        }
    }
}
