package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import picocli.CommandLine.Option;

/** Who answers a command's questions. */
final class ConfirmOptions {
    @Option(names = "--yes", description = "answers every question with yes")
    private boolean yes;

    /** Whether to continue: with {@code --yes}, or because the person at the terminal confirms. */
    boolean agrees(String question) {
        return yes || Terminal.here().confirms(question);
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
