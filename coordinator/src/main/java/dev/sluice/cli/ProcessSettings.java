package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import dev.sluice.wiring.ConfiguredFailPoint;
import dev.sluice.wiring.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What a coordinator takes from the process that it runs in. */
final class ProcessSettings {
    private ProcessSettings() {}

    /**
     * @param state where records are kept
     * @param err where the place is printed at which a test stops the coordinator
     * @throws RefusedException when the place to stop at cannot be read
     */
    static Settings of(Path state, PrintWriter err) throws RefusedException {
        var failPoint = ConfiguredFailPoint.ofThisProcess(line -> {
            err.println(line);
            err.flush();
        });
        return new Settings(state, System.getenv(), new Actor(System.getenv()).ofThisProcess(), failPoint);
    }
}
