package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

/** A time as people write it on the command line. */
final class WrittenTime {
    private WrittenTime() {}

    /**
     * Reads an instant such as {@code 2026-12-24T11:00:00Z}, or a local time such as {@code 2026-12-24T12:00}.
     *
     * @param option for the message
     * @param zone of a local time
     */
    static Instant parse(String option, String text, ZoneId zone) throws RefusedException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return local(option, text, zone);
        }
    }

    private static Instant local(String option, String text, ZoneId zone) throws RefusedException {
        try {
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of(option + " is no time: " + text),
                    "write 2026-12-24T12:00 for a time in " + zone + ", or 2026-12-24T11:00:00Z for one in UTC");
        }
    }
}
