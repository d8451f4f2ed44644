package dev.sluice.cli;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.operation.Project;
import dev.sluice.operation.SecretCheck;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.view.ValidateListing;
import dev.sluice.wiring.LocalFacts;
import java.util.List;
import java.util.Optional;
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
    private FilesOptions files;

    @Mixin
    private ScopeOptions scope;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws InvalidDocumentException, RefusedException {
        try {
            valid(Project.of(files.read()));
        } catch (InvalidDocumentException e) {
            // People read the problems on standard error, from whoever catches this.
            show(
                    new ValidateListing(false, Optional.empty(), List.of(), ValidateListing.faults(e), List.of()),
                    () -> {});
            throw e;
        }
        return ExitCode.DONE.number();
    }

    private void valid(Project project) throws RefusedException {
        var hosts = project.targets(scope.of(project)).stream()
                .flatMap(part -> part.stream())
                .map(host -> host.name().value())
                .toList();
        var fleet = project.fleet().toString();
        var notes = new SecretCheck(LocalFacts.secrets(System.getenv())).missing(project);
        show(new ValidateListing(true, Optional.of(fleet), hosts, List.of(), notes), () -> spec.commandLine()
                .getOut()
                .printf("%s: both files are valid; %s to release to%n", fleet, new Count(hosts.size(), "host")));
        notes.forEach(note ->
                spec.commandLine().getErr().println("  note  a release from this machine would be refused: " + note));
        spec.commandLine().getErr().flush();
    }

    private void show(ValidateListing listing, Runnable text) {
        output.show(listing, spec.commandLine().getOut(), text);
    }
}
