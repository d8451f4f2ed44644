package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.FoundRollout;
import dev.sluice.app.Steering;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.Requests.Request;
import dev.sluice.rollout.RolloutState.Demand;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a rollout before its time. */
@Command(
        name = "abort",
        description = {
            "Ends a rollout before its time: leaves each host as it is, or puts all back with --revert.",
            "The rollout may run on this machine, wait, or be another machine's: its record is fetched from the hosts."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice abort --revert r-7f3a --yes"})
@SuppressWarnings("NullAway.Init")
final class AbortCommand extends SteeringCommand {
    @Option(names = "--revert", description = "puts every host back to where it was")
    private boolean revert;

    @Override
    ExitCode whileItRuns(Coordinator coordinator, LockedException locked) throws Exception {
        agree("End the rollout of " + coordinator.fleet() + " that runs, and " + aim() + "?");
        return ask(
                coordinator,
                locked,
                new Request.Abort(Instant.now(), demand(), by(coordinator)),
                "no other host is begun with; the process that runs it ends it and tells how");
    }

    @Override
    ExitCode steer(Coordinator coordinator, Steering steering, FoundRollout found) throws Exception {
        var record = found.record();
        var over = over(record);
        if (over.isPresent()) {
            return over.get();
        }
        var plan = steering.reverting(found);
        new PlanText(out()).goingOn(plan, found);
        agree("End " + record.plan().id() + " of " + record.plan().fleet() + " and " + aim() + "?");
        steering.claim(found);
        return report(coordinator, plan, listener -> steering.abort(plan, demand(), by(coordinator), listener));
    }

    private Demand demand() {
        return revert ? Demand.REVERT : Demand.LEAVE;
    }

    private String aim() {
        return revert ? "put every host back" : "leave every host as it is";
    }
}
