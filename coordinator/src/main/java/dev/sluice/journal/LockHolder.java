package dev.sluice.journal;

import dev.sluice.document.LocalUser;
import java.io.IOException;
import java.io.InputStream;
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
    private static final int MOST_BYTES = 500;
    /** A process that started after the lock was taken is another one with the same number; two clocks may differ this much. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    /** The holder that this process is, since a moment. */
    static LockHolder ofThisProcess(Instant since) {
        return new LockHolder(
                "pid " + ProcessHandle.current().pid() + ", user " + LocalUser.name() + ", since " + since);
    }

    /** As the file that a stream is open on names it; empty where it names none. */
    static Optional<LockHolder> written(InputStream file) throws IOException {
        var text = new String(file.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        return Optional.of(new LockHolder(text)).filter(holder -> !holder.text().isEmpty());
    }

    /** Empty where no process that is alive holds it. */
    static Optional<LockHolder> of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return written(in).filter(LockHolder::isAlive);
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
