package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who answers a command's questions. */
@SuppressWarnings("NullAway.Init")
final class ConfirmOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--yes", description = "answers every question with yes")
    private boolean yes;

    /** Whether to continue: with {@code --yes}, or because a person confirms. */
    boolean agrees(String question) {
        return yes || CommandHost.of(command).confirms(question);
    }

    /** @throws RefusedException when neither */
    void agree(String question) throws RefusedException {
        if (!agrees(question)) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("not confirmed; nothing was changed"),
                    "give --yes where no one can be asked");
        }
    }
}
