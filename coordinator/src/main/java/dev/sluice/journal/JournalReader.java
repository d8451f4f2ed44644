package dev.sluice.journal;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.EventCodec;
import dev.sluice.codec.NewerVersionException;
import dev.sluice.codec.PlanCodec;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal line by line and verifies everything: form, checksum, number and chain of each line must be correct. Only the last append may be
 * incomplete, because a crash can leave any part of it; every error before it is damage.
 */
final class JournalReader {
    private final String name;
    private final String text;
    private final EventCodec codec = new EventCodec();
    private final List<RolloutEvent> events = new ArrayList<>();
    private String head;

    /** @param name of the file, for messages */
    private JournalReader(String name, byte[] bytes, String planDigest) {
        this.name = name;
        this.text = new String(bytes, StandardCharsets.ISO_8859_1);
        this.head = planDigest;
    }

    static Replay read(String name, byte[] bytes, String planDigest) throws JournalException {
        return new JournalReader(name, bytes, planDigest).read();
    }

    private Replay read() throws JournalException {
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            var content = text.substring(start, end);
            var line = JournalLine.sound(content);
            if (line.isEmpty()) {
                break;
            }
            accept(line.get());
            head = PlanCodec.digest(content);
            start = end + 1;
        }
        requireLastAppend(start);
        return new Replay(List.copyOf(events), head, start, text.length() - start);
    }

    private void accept(JournalLine line) throws JournalException {
        if (line.seq() != events.size()) {
            throw damaged("contains record " + line.seq() + " instead of record " + events.size());
        }
        if (!line.prev().equals(head)) {
            throw damaged(
                    events.isEmpty() ? "does not belong to the plan beside it" : "does not follow the line before");
        }
        var event = decode(line);
        if (events.isEmpty() && !startsPlan(event)) {
            throw damaged("does not start the plan beside it");
        }
        events.add(event);
    }

    private boolean startsPlan(RolloutEvent event) {
        return event instanceof FleetEvent.RolloutStarted started
                && started.planDigest().equals(head);
    }

    private RolloutEvent decode(JournalLine line) throws JournalException {
        try {
            return codec.decode(line.event());
        } catch (NewerVersionException e) {
            throw new JournalException(at() + e.getMessage(), e);
        } catch (CodecException e) {
            throw damaged(e.getMessage());
        }
    }

    /** Detects sound lines of a later append after unsound bytes: those bytes were synced, and were changed since. */
    private void requireLastAppend(int start) throws JournalDamagedException {
        int expected = events.size();
        var later = text.substring(start).lines().flatMap(line -> JournalLine.sound(line).stream());
        if (later.anyMatch(line -> line.group() > expected)) {
            throw damaged("was changed after it was written: its form or its checksum is wrong");
        }
    }

    private JournalDamagedException damaged(@Nullable String what) {
        return new JournalDamagedException(
                at() + what
                        + "; no host was touched. Keep the files as they are; to see what the hosts serve: sluice hosts --live");
    }

    private String at() {
        return name + ", line " + (events.size() + 1) + ": ";
    }
}
