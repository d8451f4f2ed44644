package dev.sluice.cli;

import dev.sluice.cli.ServedRules.Place;
import dev.sluice.readiness.RefusedException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command here, or has the daemon run it that {@code --server} names. */
final class ServerStrategy implements IExecutionStrategy {
    @Override
    public int execute(ParseResult given) {
        var help = CommandLine.executeHelpRequest(given);
        if (help != null) {
            return help;
        }
        var code = elsewhere(given, (SluiceCommand) given.commandSpec().userObject());
        return code.isPresent() ? code.get() : new RunLast().execute(given);
    }

    /** Empty where it runs here. */
    private static Optional<Integer> elsewhere(ParseResult given, SluiceCommand root) {
        var command = GivenWords.command(given);
        var name = GivenWords.name(command);
        var isGroup = ServedRules.of(command).isEmpty()
                && !command.commandSpec().subcommands().isEmpty();
        if (!root.server().isGiven() || isGroup) {
            return Optional.empty();
        }
        try {
            return runsHere(given, command, name) ? Optional.empty() : Optional.of(sent(command, root));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new ErrorReport().getExitCode(e));
        } catch (Exception e) {
            var line = command.commandSpec().commandLine();
            return Optional.of(new ErrorReport().handleExecutionException(e, line, command));
        }
    }

    /** Commands that touch no fleet do, where the environment alone names a server. */
    private static boolean runsHere(ParseResult given, ParseResult command, String name) throws RefusedException {
        var refused = ServedRules.refused(command);
        if (refused.isEmpty()) {
            return false;
        }
        if (refused.get().place() == Place.HERE && !given.hasMatchedOption("--server")) {
            return true;
        }
        throw ServerOptions.refused(
                "no daemon runs sluice " + name + ": " + refused.get().why(),
                refused.get().place() == Place.HERE
                        ? "leave out --server"
                        : "run it on the coordinator's machine, without --server and SLUICE_SERVER");
    }

    private static int sent(ParseResult command, SluiceCommand root) throws Exception {
        var spec = command.commandSpec();
        if (spec.userObject() instanceof ProjectCommand project) {
            project.begin();
        }
        if (spec.findOption("--exclude") != null && spec.findOption("--limit") == null) {
            ExcludeOptions.refuseLimit(spec);
        }
        var words = new SentWords(command, root.host());
        return new ServerRun(command, root, words).run(environment(spec.defaultValueProvider()));
    }

    private static Map<String, String> environment(@Nullable IDefaultValueProvider defaults) {
        return defaults instanceof EnvironmentDefaults known ? known.environment() : Map.of();
    }
}
