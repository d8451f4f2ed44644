package dev.sluice.report;

import dev.sluice.codec.EventCodec;
import dev.sluice.engine.RolloutListener;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes {@code events.jsonl}: one object per line, flushed at once, for programs that follow a rollout. */
public final class EventLines implements RolloutListener, AutoCloseable {
    private final RolloutId rollout;
    private final EventCodec codec = new EventCodec();
    private final BufferedWriter writer;

    /** @param file created, or continued if the same rollout is resumed; a link or a FIFO is refused */
    public EventLines(RolloutId rollout, Path file) throws IOException {
        this.rollout = rollout;
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not a regular file; remove it, or choose another --output-dir");
        }
        this.writer = Files.newBufferedWriter(
                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void on(long seq, RolloutEvent event, RolloutState state) {
        try {
            writer.write(codec.encode(rollout, seq, event));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
