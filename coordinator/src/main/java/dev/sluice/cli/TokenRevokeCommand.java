package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.view.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The end of a token. */
@Command(
        name = "revoke",
        description = "Ends a token at once, also for a daemon that runs.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice token revoke jenkins"})
@SuppressWarnings("NullAway.Init")
final class TokenRevokeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "of the token")
    private String name;

    @Mixin
    private TokenStoreOptions tokens;

    @Override
    public Integer call() throws RefusedException {
        if (!tokens.with(store -> store.revoke(name))) {
            throw new RefusedException(
                    Reason.USAGE, List.of("there is no token " + name), "sluice token list shows those that exist");
        }
        spec.commandLine().getOut().println(name + " opens nothing any more");
        spec.commandLine().getOut().flush();
        return ExitCode.DONE.number();
    }
}
