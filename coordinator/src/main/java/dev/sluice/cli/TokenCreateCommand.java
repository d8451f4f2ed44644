package dev.sluice.cli;

import dev.sluice.access.Scope;
import dev.sluice.document.Durations;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.view.ExitCode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A new token. */
@Command(
        name = "create",
        description = {
            "Makes a token, and prints it once: only its digest is kept.",
            "Scopes: read (what is recorded), plan (ask the hosts), run (start and resume), approve (promote), stop (pause,"
                    + " abort, roll back, freeze). None includes another."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice token create jenkins --scope read,plan,run --expires 90d"})
@SuppressWarnings("NullAway.Init")
final class TokenCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "who it is for, such as jenkins")
    private String name;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            required = true,
            split = ",",
            description = "what its holder may do: read, plan, run, approve, stop; may be repeated")
    private List<Scope> scopes;

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            defaultValue = "90d",
            description = "when it ends by itself (default: ${DEFAULT-VALUE})")
    private String expires;

    @Mixin
    private TokenStoreOptions tokens;

    @Override
    public Integer call() throws RefusedException {
        Set<Scope> wanted = new LinkedHashSet<>(scopes);
        try {
            var life = life();
            var created = tokens.with(store -> store.create(name, wanted, life));
            spec.commandLine().getOut().println(created.text());
            spec.commandLine().getOut().flush();
            var words = wanted.stream().sorted().map(Scope::word).collect(Collectors.joining(", "));
            spec.commandLine()
                    .getErr()
                    .printf("%s may %s until %s%n", name, words, created.token().expires());
            spec.commandLine().getErr().flush();
            return ExitCode.DONE.number();
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private Duration life() throws RefusedException {
        return Durations.parse(expires)
                .filter(duration -> !duration.isZero())
                .orElseThrow(() -> refused("--expires must be a duration such as 90d"));
    }

    private static RefusedException refused(String what) {
        return new RefusedException(Reason.USAGE, List.of(what), "sluice token list shows those that exist");
    }
}
