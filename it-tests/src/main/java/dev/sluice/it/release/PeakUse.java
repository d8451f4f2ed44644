package dev.sluice.it.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.awaitility.Awaitility;

/**
 * The most that a process used in its life, as Linux counts it.
 *
 * @param kilobytes resident ({@code VmHWM} of proc(5))
 * @param threads the most that were seen
 */
public record PeakUse(long kilobytes, long threads) {

    /** Watches until the process has ended. */
    public static PeakUse of(SluiceProcess process) {
        return of(process, Duration.ofMinutes(60));
    }

    /** The same for a process that may take another time. */
    public static PeakUse of(SluiceProcess process, Duration patience) {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        var most = new long[2];
        Awaitility.await("the end of " + process.pid())
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    read(status, "VmHWM").ifPresent(seen -> most[0] = Math.max(most[0], seen));
                    read(status, "Threads").ifPresent(seen -> most[1] = Math.max(most[1], seen));
                    return !process.isRunning();
                });
        return new PeakUse(most[0], most[1]);
    }

    private static OptionalLong read(Path status, String key) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(key + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException ended) {
            return OptionalLong.empty();
        }
    }
}
