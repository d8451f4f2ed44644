package dev.sluice.web;

import dev.sluice.codec.EventCodec;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.plan.RolloutId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The events of one rollout as lines of {@code events.jsonl}, for any number of readers: they are kept once, and each reader knows how far it is, so
 * that one which reads nothing costs nothing.
 */
final class RolloutFeed {
    private static final int GRACE_TURNS = 10;

    private final RolloutId rollout;
    private final EventCodec codec = new EventCodec();
    private final List<String> lines = new ArrayList<>();
    private final Set<Runnable> readers = new HashSet<>();
    private boolean over;
    private int grace;

    RolloutFeed(RolloutId rollout) {
        this.rollout = rollout;
    }

    RolloutId rollout() {
        return rollout;
    }

    /** The line with this number, from 0; empty while it is not there. */
    synchronized Optional<String> line(int number) {
        return number < lines.size() ? Optional.of(lines.get(number)) : Optional.empty();
    }

    /** Whether the rollout has ended and this number is after its last line. */
    synchronized boolean endsBefore(int number) {
        return over && number >= lines.size();
    }

    /** @param news runs when there is more, on the thread that found it, and must not wait */
    synchronized void add(Runnable news) {
        readers.add(news);
    }

    synchronized void remove(Runnable news) {
        readers.remove(news);
    }

    /** Its first reader is about to come. */
    synchronized void grace() {
        grace = GRACE_TURNS;
    }

    /** Whether it has to be read on; asked once in a turn. */
    synchronized boolean isRead() {
        grace = Math.max(0, grace - 1);
        return !readers.isEmpty() || grace > 0;
    }

    /** Takes over what the record has more than before. */
    void update(RecordedRollout record) {
        List<Runnable> all;
        synchronized (this) {
            var known = lines.size();
            for (int seq = known; seq < record.events().size(); seq++) {
                lines.add(codec.encode(rollout, seq, record.events().get(seq)));
            }
            over = record.state().phase().terminal();
            all = List.copyOf(readers);
        }
        // Outside of the lock: a reader asks for lines. Without news too, so that it notices its own end.
        all.forEach(Runnable::run);
    }
}
