package dev.sluice.cli;

import dev.sluice.app.RefusedException;
import dev.sluice.document.InvalidDocumentException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads both files and reports every problem. */
@Command(
        name = "validate",
        description =
                "Reads both files, resolves the selectors and reports every problem. Touches no host and runs nothing.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice validate -i prod.yml -p shop.yml"})
@SuppressWarnings("NullAway.Init")
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions options;

    @Override
    public Integer call() throws InvalidDocumentException, RefusedException {
        var project = options.read();
        var targets = project.targets(options.scope(project));
        long hosts = targets.stream().mapToLong(part -> part.size()).sum();
        spec.commandLine()
                .getOut()
                .printf("%s: both files are valid; %s to release to%n", project.fleet(), new Count(hosts, "host"));
        return ExitCode.DONE.number();
    }
}
