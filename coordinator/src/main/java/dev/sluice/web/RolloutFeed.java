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
 * that one which reads nothing costs nothing. They are sent as server-sent events (HTML Living Standard, 9.2): each has its number in the journal as id,
 * so that a reader that was cut off continues with {@code Last-Event-ID}.
 */
final class RolloutFeed implements LineSource {
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

    /** From 0. */
    @Override
    public synchronized Optional<Piece> piece(int number) {
        return number < lines.size()
                ? Optional.of(new Piece("id: " + number + "\ndata: " + lines.get(number) + "\n\n", number + 1))
                : Optional.empty();
    }

    @Override
    public synchronized boolean endsBefore(int number) {
        return over && number >= lines.size();
    }

    @Override
    public String ending() {
        return "event: end\ndata: {}\n\n";
    }

    @Override
    public String alive() {
        return ": alive\n\n";
    }

    @Override
    public synchronized void add(Runnable news) {
        readers.add(news);
    }

    @Override
    public synchronized void remove(Runnable news) {
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
