package dev.sluice.codec;

import dev.sluice.schedule.ScheduleEntry;

/** Entries of schedules as JSON objects on one line: {@code {"v":1,"type":"Waiting","at":"2026-11-30T21:30:00Z","schedule":"nightly",…}}. */
public final class ScheduleCodec {
    private static final int VERSION = 1;
    private static final String WHAT = "an entry of a schedule";

    private static final Json JSON = new Json(mapper -> mapper);

    /** @throws IllegalArgumentException when the entry could not be read back unchanged */
    public String encode(ScheduleEntry entry) {
        var object =
                JSON.object().put("v", VERSION).put("type", entry.getClass().getSimpleName());
        var text = JSON.line(object.setAll(JSON.fields(entry)));
        try {
            Json.requireSame(entry, decode(text), WHAT);
        } catch (CodecException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return text;
    }

    /** @throws NewerVersionException when a newer Sluice wrote it */
    public ScheduleEntry decode(String text) throws CodecException {
        var object = JSON.parse(text, WHAT);
        var version = JSON.takeVersion(object, WHAT);
        if (version > VERSION) {
            throw new NewerVersionException(WHAT, version, VERSION);
        }
        return JSON.value(object, ScheduleEntry.class, WHAT);
    }
}
