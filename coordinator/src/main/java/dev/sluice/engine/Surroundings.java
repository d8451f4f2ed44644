package dev.sluice.engine;

import dev.sluice.inventory.Host;
import dev.sluice.step.EndpointFiles;
import java.util.function.Function;

/**
 * What the work on hosts needs besides the plan: the adapters behind their ports.
 *
 * @param endpoint what is placed on a host so that PHP can be asked; without a script for hosts that are not asked
 */
public record Surroundings(
        Sessions sessions,
        CodeRefresh code,
        HealthProbe health,
        Function<Host, EndpointFiles> endpoint,
        Timekeeper time,
        TaskSupport tasks) {}
