package dev.sluice.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a person accepts so that an unfinished rollout continues, and why: for the record. */
@SuppressWarnings("NullAway.Init")
final class ContinueOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--accept-changes",
            description =
                    "continues with the playbook in the record of another machine where the one here is different;"
                            + " hosts, keys and secrets have to be the same; needs --reason")
    private boolean accept;

    @Option(
            names = "--override-window",
            description =
                    "continues outside of windows and in blackouts, until the rollout waits again; needs --reason")
    private boolean overrideWindow;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "why changes are accepted, or the window is overridden, for the record")
    private Optional<String> reason;

    /** The reason, where changes are accepted. */
    Optional<String> accepted() {
        refuseNeedlessReason();
        return accept ? Optional.of(WaiverOptions.why(reason, "--accept-changes", command)) : Optional.empty();
    }

    /** The reason, where the window is overridden. */
    Optional<String> override() {
        refuseNeedlessReason();
        return overrideWindow ? Optional.of(WaiverOptions.why(reason, "--override-window", command)) : Optional.empty();
    }

    private void refuseNeedlessReason() {
        if (!accept && !overrideWindow) {
            WaiverOptions.refuseNeedless(command, "--reason", "--accept-changes or --override-window");
        }
    }
}
