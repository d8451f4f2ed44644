package dev.sluice.journal;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.NewerVersionException;
import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.ScheduleCodec;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.schedule.ScheduleEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a file. Only the last line may be incomplete, because a crash can leave any part of it.
 *
 * @param head SHA-256 of the last line, hexadecimal
 * @param length of the lines, in bytes
 * @param torn bytes after them
 */
record ScheduleContent(List<ScheduleEntry> entries, String head, int length, int torn) {
    ScheduleContent {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a file.
     *
     * @param name of the file, for messages
     * @param first what the first line follows
     */
    static ScheduleContent read(String name, byte[] bytes, String first) throws JournalException {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var codec = new ScheduleCodec();
        var entries = new ArrayList<ScheduleEntry>();
        var head = first;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            var content = text.substring(start, end);
            var line = JournalLine.sound(content);
            if (line.isEmpty()
                    || line.get().seq() != entries.size()
                    || !line.get().prev().equals(head)) {
                throw damaged(name, entries.size() + 1, "was changed after it was written");
            }
            entries.add(decode(codec, name, line.get()));
            head = PlanCodec.digest(content);
            start = end + 1;
        }
        return new ScheduleContent(entries, head, start, text.length() - start);
    }

    private static ScheduleEntry decode(ScheduleCodec codec, String name, JournalLine line) throws JournalException {
        try {
            return codec.decode(line.event());
        } catch (NewerVersionException e) {
            throw new JournalException(name + ": " + e.getMessage(), e);
        } catch (CodecException e) {
            throw damaged(name, line.seq() + 1, String.valueOf(e.getMessage()));
        }
    }

    private static JournalDamagedException damaged(String name, long line, String what) {
        return new JournalDamagedException(name + ", line " + line + ": " + what
                + "; nothing is started by itself. Move the file away to begin anew: starts of today may happen again");
    }
}
