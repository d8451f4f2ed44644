package dev.sluice.engine;

import dev.sluice.rollout.Excerpt;
import dev.sluice.rollout.Failure;
import java.util.List;

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
    private final transient List<Excerpt> excerpts;

    private WorkException(Failure failure, Effect effect, String found, List<Excerpt> excerpts) {
        super(failure.summary());
        this.failure = failure;
        this.effect = effect;
        this.found = found;
        this.excerpts = List.copyOf(excerpts);
    }

    public static WorkException failed(Failure failure) {
        return new WorkException(failure, Effect.NONE, "", List.of());
    }

    public static WorkException unknown(Failure failure) {
        return new WorkException(failure, Effect.UNKNOWN, "", List.of());
    }

    /** @param found the text of the link as it is */
    public static WorkException moved(Failure failure, String found) {
        return new WorkException(failure, Effect.LINK_MOVED, found, List.of());
    }

    /** The same with what was seen. */
    WorkException with(List<Excerpt> more) {
        return new WorkException(failure, effect, found, more);
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

    /** What was seen: an answer, the output of a tool. */
    public List<Excerpt> excerpts() {
        return excerpts;
    }
}
