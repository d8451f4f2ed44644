package dev.sluice.cli;

import dev.sluice.access.Caller;
import dev.sluice.cli.ServedRules.Rule;
import dev.sluice.daemon.ServedSite;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.view.ExitCode;
import dev.sluice.web.Commands;
import dev.sluice.web.ServedArtifacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs commands of callers elsewhere in the daemon's process. The arguments are parsed, checked against what is served, and written anew: what was
 * checked is what runs.
 */
public final class ServedCommands implements Commands {
    private final ServedArtifacts artifacts;

    public ServedCommands(ServedArtifacts artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    public Optional<Admission> admission(List<String> arguments) {
        var words = arguments.toArray(String[]::new);
        try {
            var line = line(ProcessHost.INSTANCE, words);
            return ServedRules.of(GivenWords.command(line.parseArgs(words))).map(Rule::admission);
        } catch (ParameterException e) {
            return Optional.empty();
        }
    }

    @Override
    public int run(ServedSite site, Caller caller, List<String> arguments, Path reports, Console console) {
        var call = new Call(site, caller, reports, console);
        var words = arguments.toArray(String[]::new);
        return call.prepared(ProcessHost.INSTANCE, words)
                .setExecutionStrategy(call::check)
                .execute(words);
    }

    /** {@code @FILE} among the arguments would be a file of this machine, and its environment is not for its callers. */
    private static CommandLine line(CommandHost host, String... words) {
        return SluiceCommand.commandLineFor(host, words)
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setDefaultValueProvider(argument -> null);
    }

    /** One command of a caller. */
    private final class Call {
        private final ServedSite site;
        private final Caller caller;
        private final Path reports;
        private final Console console;

        Call(ServedSite site, Caller caller, Path reports, Console console) {
            this.site = site;
            this.caller = caller;
            this.reports = reports;
            this.console = console;
        }

        private CommandLine prepared(CommandHost host, String... words) {
            return line(host, words)
                    .setDefaultValueProvider(new ServedDefaults(site.files()))
                    .setOut(console.out())
                    .setErr(console.err());
        }

        private int check(ParseResult given) {
            var help = CommandLine.executeHelpRequest(given);
            if (help != null) {
                return help;
            }
            var command = GivenWords.command(given);
            try {
                refuseRootOptions(given);
                var rule = rule(command);
                var words = GivenWords.of(command, this::replaced).toArray(String[]::new);
                var host = new ServedHost(site, caller.actor(), rule.precedence(), console);
                return prepared(host, words)
                        .setExecutionExceptionHandler(this::failed)
                        .execute(words);
            } catch (RefusedException e) {
                return new ErrorReport()
                        .handleExecutionException(e, command.commandSpec().commandLine(), command);
            }
        }

        private void refuseRootOptions(ParseResult given) throws RefusedException {
            if (!given.matchedOptionsSet().isEmpty()) {
                throw refused("--server and what belongs to it are for the client alone", "leave them out");
            }
        }

        private Rule rule(ParseResult command) throws RefusedException {
            var name = GivenWords.name(command);
            var rule = ServedRules.of(command)
                    .orElseThrow(() -> refused(
                            "no daemon runs sluice " + name + " for a caller"
                                    + ServedRules.refused(command)
                                            .map(refused -> ": " + refused.why())
                                            .orElse(""),
                            "run it on the coordinator's machine, without --server"));
            var scope = rule.admission().scope();
            if (!caller.may(scope)) {
                throw refused(
                        caller.actor() + " has not the scope " + scope.word() + ", which sluice " + name + " needs",
                        "use a token with it");
            }
            return rule;
        }

        private Optional<String> replaced(ArgSpec option, String value) throws RefusedException {
            ServedOptions.refuse(option, value);
            if (UsageWords.name(option).equals("--fleet")) {
                refuseOtherFleet(value);
            }
            var kind = ServedOptions.kind(option);
            if (kind.filter(ServedOptions.Kind.REPORTS::equals).isPresent()) {
                return Optional.of(reports.toString());
            }
            return Optional.of(kind.filter(ServedOptions.Kind.ARTIFACT::equals).isPresent() ? artifact(value) : value);
        }

        private void refuseOtherFleet(String value) throws RefusedException {
            if (!value.equals(site.fleet().toString())) {
                throw refused(
                        "--fleet is " + value + ", and this site is " + site.fleet(),
                        "send it to that site, or leave it out");
            }
        }

        private String artifact(String value) throws RefusedException {
            try {
                return artifacts.usable(value);
            } catch (IllegalArgumentException e) {
                throw refused("--artifact: it " + e.getMessage(), "upload it, or name one that the daemon may read");
            }
        }

        private int failed(Exception failure, CommandLine command, ParseResult given) {
            if (!(failure instanceof InterruptedException)) {
                return new ErrorReport().handleExecutionException(failure, command, given);
            }
            console.err().println("sluice: ended: the daemon stops, or no one reads this any more");
            console.err().flush();
            return ExitCode.TERMINATE.number();
        }
    }

    private static RefusedException refused(String what, String next) {
        return new RefusedException(Reason.USAGE, List.of(what), next);
    }
}
