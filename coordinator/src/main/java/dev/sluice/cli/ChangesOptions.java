package dev.sluice.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a rollout of another machine is continued although the playbook here differs. */
@SuppressWarnings("NullAway.Init")
final class ChangesOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--accept-changes",
            description =
                    "continues with the playbook in the record of another machine where the one here is different;"
                            + " hosts, keys and secrets have to be the same; needs --reason")
    private boolean accept;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why the changes are accepted, for the record")
    private Optional<String> reason;

    /** The reason, where they are accepted. */
    Optional<String> accepted() {
        if (accept) {
            return Optional.of(WaiverOptions.why(reason, "--accept-changes", command));
        }
        WaiverOptions.refuseNeedless(command, "--reason", "--accept-changes");
        return Optional.empty();
    }
}
