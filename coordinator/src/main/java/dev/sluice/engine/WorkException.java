package dev.sluice.engine;

import dev.sluice.rollout.Failure;

/** Work on a host failed. */
public final class WorkException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether the effect happened. */
    public enum Effect {
        /** It did not happen. */
        NONE,
        /** It may have happened. */
        UNKNOWN,
        /** It did not happen, because the link is not what it was expected to be. */
        LINK_MOVED
    }

    private final transient Failure failure;
    private final Effect effect;
    private final String found;

    private WorkException(Failure failure, Effect effect, String found) {
        super(failure.summary());
        this.failure = failure;
        this.effect = effect;
        this.found = found;
    }

    public static WorkException failed(Failure failure) {
        return new WorkException(failure, Effect.NONE, "");
    }

    public static WorkException unknown(Failure failure) {
        return new WorkException(failure, Effect.UNKNOWN, "");
    }

    /** @param found the text of the link as it is */
    public static WorkException moved(Failure failure, String found) {
        return new WorkException(failure, Effect.LINK_MOVED, found);
    }

    public Failure failure() {
        return failure;
    }

    public Effect effect() {
        return effect;
    }

    public String found() {
        return found;
    }
}
