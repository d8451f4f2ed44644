package dev.sluice.cli;

import dev.sluice.operation.WrittenTime;
import dev.sluice.readiness.RefusedException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** When something ends by itself. */
@SuppressWarnings("NullAway.Init")
final class UntilOptions {
    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = {
                "when it ends by itself: a duration from now such as 4h,",
                "a time in the site's zone such as 2026-12-24T08:00,",
                "or a time with an offset"
            })
    private Optional<String> until;

    /**
     * The moment; empty without one.
     *
     * @param zone of a local time
     * @throws RefusedException when it is no time, or has passed
     */
    Optional<Instant> until(Instant now, ZoneId zone) throws RefusedException {
        return until.isPresent()
                ? Optional.of(new WrittenTime("--until", now, zone).parseLater(until.get()))
                : Optional.empty();
    }
}
