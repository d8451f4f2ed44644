package dev.sluice.journal;

import dev.sluice.codec.EventCodec;
import dev.sluice.codec.PlanCodec;
import dev.sluice.engine.Journal;
import dev.sluice.engine.JournalException;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A journal in a file: one write and one sync per append, and no more writes after the first failure. */
final class FileJournal implements Journal {
    /** Longest line, in bytes. */
    static final int MAX_LINE = 16_000_000;

    private final String name;
    private final SyncedFile file;
    private final HeldLock lock;
    private final EventCodec codec = new EventCodec();
    private PVector<RolloutEvent> events;
    private String head;
    private boolean sound = true;

    /**
     * @param name of the file, for messages
     * @param past the content of the file
     * @param lock on the journal, released when it is closed
     */
    FileJournal(String name, SyncedFile file, Replay past, HeldLock lock) {
        this.name = name;
        this.file = file;
        this.lock = lock;
        this.events = TreePVector.from(past.events());
        this.head = past.head();
    }

    @Override
    public synchronized void append(List<RolloutEvent> more) throws JournalException {
        if (!sound) {
            throw new JournalException(
                    name + " accepts no more events: a write failed before, and the content of the disk is unknown;"
                            + " fix that, then: sluice rollback");
        }
        if (more.isEmpty()) {
            return;
        }
        sound = false;
        var lines = new StringBuilder();
        var newHead = addLines(more, lines);
        try {
            file.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
            file.sync();
        } catch (IOException e) {
            throw new JournalException(
                    name + " cannot be written: " + e.getMessage()
                            + "; no more work is done without a record. Fix that, then: sluice rollback",
                    e);
        }
        head = newHead;
        events = events.plusAll(more);
        sound = true;
    }

    private String addLines(List<RolloutEvent> more, StringBuilder lines) throws JournalException {
        long group = events.size();
        var last = head;
        for (int i = 0; i < more.size(); i++) {
            var event = more.get(i);
            if (group + i == 0) {
                requireStart(event);
            }
            var line = new JournalLine(group + i, group, last, encode(event)).text();
            last = PlanCodec.digest(line);
            lines.append(line).append('\n');
        }
        return last;
    }

    private void requireStart(RolloutEvent event) throws JournalException {
        if (!(event instanceof FleetEvent.RolloutStarted started)
                || !started.planDigest().equals(head)) {
            throw new JournalException(
                    name + " has to start with RolloutStarted and the digest of its plan, not with " + event);
        }
    }

    private String encode(RolloutEvent event) throws JournalException {
        try {
            var text = codec.encode(event);
            if (text.length() <= MAX_LINE) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw new JournalException(name + " cannot store this event: " + e.getMessage(), e);
        }
        throw new JournalException(name + " cannot store an event of more than " + MAX_LINE + " characters");
    }

    @Override
    public synchronized List<RolloutEvent> events() {
        return events;
    }

    @Override
    public synchronized String head() {
        return head;
    }

    @Override
    public synchronized void close() throws JournalException {
        sound = false;
        try (lock) {
            file.close();
        } catch (IOException e) {
            throw new JournalException(name + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
