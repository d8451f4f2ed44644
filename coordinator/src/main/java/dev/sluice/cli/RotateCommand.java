package dev.sluice.cli;

import dev.sluice.document.HomePath;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RotateKeyOperation;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.wiring.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replaces the endpoint's key. */
@Command(
        name = "rotate",
        description = {
            "Places the public half of a new key on every host, beside the one that is used now, and asks every host with it.",
            "Then name the new key in the playbook: the next release takes the old one away from the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice rotate --new ~/.config/sluice/endpoint-2027.pem"})
@SuppressWarnings("NullAway.Init")
final class RotateCommand extends StateCommand {
    @Mixin
    private ScopeOptions scope;

    @Mixin
    private ConfirmOptions confirm;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Option(
            names = "--new",
            paramLabel = "FILE",
            required = true,
            description = "the new private key; it is made when there is no such file")
    private Path file;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var key = HomePath.expand(file.toString());
        var rotated = new RotateKeyOperation(fleet).run(key, file -> {
            confirm.agree("Let the endpoints of " + fleet.name() + " answer to " + file + " too?");
            make(file);
        });
        rotated.done().keySet().forEach(host -> out().printf("  answers  %s  to both keys%n", host));
        if (rotated.failures().isEmpty()) {
            out().printf("now in the playbook: opcache: { key: file:%s }%n", key);
        }
        return failures(rotated);
    }

    private void make(Path key) throws RefusedException {
        if (Files.exists(key)) {
            return;
        }
        try {
            out().printf("  made     %s, public half %s%n", key, KeyFiles.generate(key));
        } catch (IOException e) {
            throw new RefusedException(
                    RefusedException.Reason.USAGE,
                    List.of("the key " + key + " cannot be written: " + e.getMessage()),
                    "nothing was changed; name another file with --new");
        }
    }
}
