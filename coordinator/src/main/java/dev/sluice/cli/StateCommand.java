package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** A command about the hosts of a fleet and the records of its rollouts. */
@SuppressWarnings("NullAway.Init")
abstract class StateCommand extends FleetCommand {
    @Mixin
    private StateOptions state;

    @Override
    final Path state() throws RefusedException {
        return state.directory();
    }
}
