package dev.sluice.operation;

import dev.sluice.readiness.RefusedException;

/** Asked when everything is known and nothing was changed yet. */
@FunctionalInterface
public interface Confirmation<T> {
    /** @throws RefusedException when it is not to be done */
    void of(T what) throws RefusedException;
}
