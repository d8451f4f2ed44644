package dev.sluice.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who holds a lock, as its file names it. The lock itself is not tried: that would take it for a moment, and refuse a process that starts just then.
 * Whoever releases a lock empties the file, and a process that was killed is not alive.
 */
record LockHolder(String text) {
    private static final Pattern PROCESS = Pattern.compile("pid ([0-9]{1,10}),.* since ([0-9T:.Z-]+).*");
    private static final int MOST = 500;
    /** A process that started after the lock was taken is another one with the same number; two clocks may differ this much. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    /** Empty where no process that is alive holds it. */
    static Optional<LockHolder> of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(MOST), StandardCharsets.UTF_8)
                    .replaceAll("\\p{Cntrl}", " ")
                    .strip();
            return Optional.of(new LockHolder(text)).filter(LockHolder::isAlive);
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
    }

    private boolean isAlive() {
        var process = PROCESS.matcher(text);
        return process.matches()
                && ProcessHandle.of(Long.parseLong(process.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .filter(handle -> wasThere(handle, process.group(2)))
                        .isPresent();
    }

    private static boolean wasThere(ProcessHandle handle, String since) {
        try {
            var latest = Instant.parse(since).plus(CLOCKS);
            return handle.info().startInstant().filter(latest::isBefore).isEmpty();
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
