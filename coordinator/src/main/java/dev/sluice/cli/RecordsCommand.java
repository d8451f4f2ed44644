package dev.sluice.cli;

import dev.sluice.engine.JournalException;
import dev.sluice.operation.Project;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.plan.FleetName;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.wiring.Fleets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A command about the records of a fleet's rollouts: it needs no more of the two files than the fleet's name. */
@SuppressWarnings("NullAway.Init")
abstract class RecordsCommand extends ProjectCommand {
    @Mixin
    private StateOptions state;

    @Mixin
    private RecordOptions record;

    @Override
    final ExitCode with(Fleets fleets, ProjectFiles found) throws Exception {
        record.warn(found, err());
        return on(fleets, found, record.name(found, fleets.records().store()));
    }

    abstract ExitCode on(Fleets fleets, ProjectFiles found, FleetName fleet) throws Exception;

    /** The project of the files, or of the records in their place. */
    final Project project(Fleets fleets, ProjectFiles found) throws RefusedException, JournalException {
        return record.project(found, fleets.records().store(), err());
    }

    @Override
    final Optional<RecordOptions> record() {
        return Optional.of(record);
    }

    @Override
    final Path state() throws RefusedException {
        return state.directory();
    }
}
