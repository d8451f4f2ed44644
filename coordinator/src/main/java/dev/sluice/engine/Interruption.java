package dev.sluice.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * That this process was told to end. A rollout that runs is left in order: nothing more is started, and what is switched is proved. Whoever
 * tells it need not wait for long: every moment is one that the record can be gone on from.
 */
public final class Interruption {
    private final AtomicReference<@Nullable String> signal = new AtomicReference<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * Tells the rollout that runs, if one does. The first signal counts.
     *
     * @param name such as {@code SIGTERM}
     * @return whether there is a rollout to be left in order
     */
    public boolean by(String name) {
        signal.compareAndSet(null, name);
        return busy.get();
    }

    /** The signal, if there was one. */
    public Optional<String> signal() {
        return Optional.ofNullable(signal.get());
    }

    /** From now on a rollout runs. */
    void begin() {
        busy.set(true);
    }

    /** Nothing is to be left in order any more. */
    void end() {
        busy.set(false);
    }
}
