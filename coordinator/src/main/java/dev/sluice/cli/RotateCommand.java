package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.KeyFiles;
import dev.sluice.app.Rotating;
import dev.sluice.document.HomePath;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replaces the endpoint's key. */
@Command(
        name = "rotate",
        description = {
            "Brings the public half of a new key to every host, beside the one that is used now, and asks every host with it.",
            "Then name the new key in the playbook: the next release takes the old one away from the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice rotate --new ~/.config/sluice/endpoint-2027.pem"})
@SuppressWarnings("NullAway.Init")
final class RotateCommand extends FleetCommand {
    @Option(
            names = "--new",
            paramLabel = "FILE",
            required = true,
            description = "the new private key; it is made when there is no such file")
    private Path file;

    @Override
    @SuppressWarnings("try") // The lock is held, and that is all it is for.
    ExitCode on(Coordinator coordinator) throws Exception {
        var key = HomePath.expand(file.toString());
        try (var lock = coordinator.store().lock(coordinator.fleet())) {
            agree("Let the endpoints of " + coordinator.fleet() + " answer to " + key + " too?");
            if (!Files.exists(key)) {
                out().printf("  made     %s, public half %s%n", key, KeyFiles.generate(key));
            }
            new Rotating(coordinator).run(coordinator.scope(), key).forEach(host -> out().printf(
                            "  answers  %s  to both keys%n", host));
            out().printf("now in the playbook: opcache: { key: file:%s }%n", key);
            return ExitCode.DONE;
        }
    }
}
