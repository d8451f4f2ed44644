package dev.sluice.cli;

import dev.sluice.plan.Waiver;
import dev.sluice.plan.Waiver.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a person waives, and why: for the record. */
@SuppressWarnings("NullAway.Init")
final class WaiverOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--override-window", description = "starts outside of windows and in blackouts; needs --reason")
    private boolean overrideWindow;

    @Option(
            names = "--skip-check",
            paramLabel = "NAME",
            description = "leaves a health check out of the whole rollout, may be repeated; needs --reason")
    private List<String> skipped = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "one of the playbook's strategies instead of its own; needs --reason")
    private Optional<String> strategy;

    @Option(names = "--until", paramLabel = "N", description = "waits for a person after batch N: sluice promote")
    private Optional<Integer> until;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why something is waived, for the record")
    private Optional<String> reason;

    List<Waiver> waivers() {
        var waivers = new ArrayList<Waiver>();
        if (overrideWindow) {
            waivers.add(new Waiver(Kind.WINDOW, "", why("--override-window")));
        }
        skipped.forEach(name -> waivers.add(new Waiver(Kind.CHECK, name, why("--skip-check"))));
        strategy.ifPresent(name -> waivers.add(new Waiver(Kind.STRATEGY, name, why("--strategy"))));
        if (waivers.isEmpty()) {
            refuseNeedless(command, "--reason", "--override-window, --skip-check or --strategy");
        }
        return waivers;
    }

    /** The batch after which a person is waited for. */
    Optional<Integer> until() {
        return until;
    }

    private String why(String option) {
        return why(reason, option, command);
    }

    /** Refuses an option that was written on the command line, and belongs to another one that was not. */
    static void refuseNeedless(CommandSpec command, String option, String others) {
        var line = command.commandLine();
        if (line.getParseResult().hasMatchedOption(option)) {
            throw new ParameterException(line, option + " belongs to " + others + ", which is not given");
        }
    }

    /** The reason that an option needs, which is a usage error without one. */
    static String why(Optional<String> reason, String option, CommandSpec command) {
        return reason.filter(text -> !text.isBlank())
                .orElseThrow(() ->
                        new ParameterException(command.commandLine(), option + " needs --reason TEXT, for the record"));
    }
}
