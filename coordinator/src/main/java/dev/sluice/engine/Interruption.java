package dev.sluice.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds the signal to end this process. A running rollout is left in a consistent state: no more work is started, and every switched host is proved.
 * The sender need not wait for long: the rollout can be resumed from its record at any moment.
 */
public final class Interruption {
    private final AtomicReference<@Nullable String> signal = new AtomicReference<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * Signals the running rollout, if any. The first signal counts.
     *
     * @param name such as {@code SIGTERM}
     * @return whether a rollout is running and has to stop first
     */
    public boolean by(String name) {
        signal.compareAndSet(null, name);
        return busy.get();
    }

    /** The signal, if there was one. */
    public Optional<String> signal() {
        return Optional.ofNullable(signal.get());
    }

    /** Marks that a rollout is running. */
    void begin() {
        busy.set(true);
    }

    /** Marks that no rollout is running. */
    void end() {
        busy.set(false);
    }
}
