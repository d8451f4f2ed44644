package dev.sluice.cli;

import dev.sluice.engine.LockedException;
import dev.sluice.operation.AbortOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.RolloutResult;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.RolloutState.Demand;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a rollout before its time. */
@Command(
        name = "abort",
        description = {
            "Ends a rollout before its time: reverts every host with --revert, or leaves each as it is with --leave.",
            "The rollout may run on this machine, wait, or be another machine's: its record is fetched from the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice abort --revert r-7f3a --yes"})
@SuppressWarnings("NullAway.Init")
final class AbortCommand extends SteeringCommand {
    @Mixin
    private RecordOptions record;

    @Override
    Optional<RecordOptions> record() {
        return Optional.of(record);
    }

    @Option(names = "--revert", description = "reverts every host to the release that it served before")
    private boolean revert;

    @Option(names = "--leave", description = "leaves every host on the release that it serves now")
    private boolean leave;

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        if (revert == leave) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("abort needs either --revert or --leave"),
                    "--revert: every host serves again what it served before the rollout; --leave: each host stays on what it"
                            + " serves now, so that some may be on the old release and some on the new one");
        }
        var abort = new AbortOperation(fleet, front, choice());
        try {
            return abort.run(demand(), by(fleet));
        } catch (LockedException locked) {
            confirm().agree("End the rollout of " + fleet.name() + " that runs, and " + aim() + "?");
            return abort.ask(demand(), by(fleet), locked);
        }
    }

    @Override
    String asked() {
        return "no other host is started; the process that runs it ends it and reports how";
    }

    private Demand demand() {
        return revert ? Demand.REVERT : Demand.LEAVE;
    }

    private String aim() {
        return revert ? "revert every host" : "leave every host as it is";
    }
}
