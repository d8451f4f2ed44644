package dev.sluice.cli;

import dev.sluice.engine.LockedException;
import dev.sluice.operation.AbortOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.RolloutResult;
import dev.sluice.rollout.RolloutState.Demand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a rollout before its time. */
@Command(
        name = "abort",
        description = {
            "Ends a rollout before its time: leaves each host as it is, or reverts all with --revert.",
            "The rollout may run on this machine, wait, or be another machine's: its record is fetched from the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice abort --revert r-7f3a --yes"})
@SuppressWarnings("NullAway.Init")
final class AbortCommand extends SteeringCommand {
    @Option(names = "--revert", description = "reverts every host to the release that it served before")
    private boolean revert;

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        var abort = new AbortOperation(fleet, front, choice());
        try {
            return abort.run(demand(), by(fleet));
        } catch (LockedException locked) {
            agree("End the rollout of " + fleet.name() + " that runs, and " + aim() + "?");
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
