package dev.sluice.cli;

import dev.sluice.engine.JournalException;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.wiring.Fleets;

/** A command about the hosts of one fleet. */
abstract class FleetCommand extends ProjectCommand {
    @Override
    final ExitCode with(Fleets fleets, ProjectFiles found) throws Exception {
        var project = project(fleets, found);
        try (var fleet = fleets.fleet(project, scope(project))) {
            return on(fleet);
        }
    }

    private Project project(Fleets fleets, ProjectFiles found) throws RefusedException, JournalException {
        var record = record();
        if (record.isEmpty()) {
            return Project.of(found);
        }
        record.get().warn(found, err());
        return record.get().project(found, fleets.records().store(), err());
    }

    abstract ExitCode on(Fleet fleet) throws Exception;

    /** The hosts that it is about. */
    Scope scope(Project project) throws RefusedException {
        return Scope.ALL;
    }
}
