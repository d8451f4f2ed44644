package dev.sluice.it.traffic;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The answers of one connection, 18 bytes each. One thread writes; any may read meanwhile, and sees whole answers only.
 */
final class AnswerLog {
    private static final int CHUNK = 4096;

    private final List<Chunk> chunks = new CopyOnWriteArrayList<>();
    private volatile int size;

    private static final class Chunk {
        private final long[] sentNanos = new long[CHUNK];
        private final int[] lateMicros = new int[CHUNK];
        private final int[] tookMicros = new int[CHUNK];
        private final short[] outcomes = new short[CHUNK];
    }

    /**
     * An answer as it is kept.
     *
     * @param sentNanos {@link System#nanoTime()}
     * @param lateMicros after it was due; up to 35 minutes
     * @param tookMicros up to 35 minutes
     * @param outcome a number of {@link Outcomes}
     */
    record Entry(long sentNanos, int lateMicros, int tookMicros, short outcome) {}

    void add(long dueNanos, long sentNanos, long receivedNanos, short outcome) {
        int index = size;
        if (index % CHUNK == 0) {
            chunks.add(new Chunk());
        }
        Chunk chunk = chunks.get(index / CHUNK);
        chunk.sentNanos[index % CHUNK] = sentNanos;
        chunk.lateMicros[index % CHUNK] = micros(sentNanos - dueNanos);
        chunk.tookMicros[index % CHUNK] = micros(receivedNanos - sentNanos);
        chunk.outcomes[index % CHUNK] = outcome;
        publish(index + 1);
    }

    private static int micros(long nanos) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, nanos / 1000));
    }

    /** A volatile write after the plain ones: who reads the new size sees the new answer. */
    private void publish(int newSize) {
        size = newSize;
    }

    int size() {
        return size;
    }

    Stream<Entry> entries() {
        return IntStream.range(0, size).mapToObj(this::entry);
    }

    private Entry entry(int index) {
        Chunk chunk = chunks.get(index / CHUNK);
        int at = index % CHUNK;
        return new Entry(chunk.sentNanos[at], chunk.lateMicros[at], chunk.tookMicros[at], chunk.outcomes[at]);
    }
}
