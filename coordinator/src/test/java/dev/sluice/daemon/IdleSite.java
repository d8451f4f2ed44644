package dev.sluice.daemon;

import dev.sluice.operation.Project.Scope;

/** A site on which nothing is worked: tests read it only. */
public interface IdleSite extends ServedSite {
    @Override
    default boolean isRead() {
        return true;
    }

    @Override
    default boolean isAlive() {
        return true;
    }

    @Override
    default <T> T work(String actor, Scope scope, Work<T> work) {
        throw new IllegalStateException("nothing is worked on here");
    }

    @Override
    default <T> T workInTurn(String actor, Scope scope, Work<T> work) {
        throw new IllegalStateException("nothing is worked on here");
    }

    @Override
    default <T> T lend(String actor, Loan<T> work) {
        throw new IllegalStateException("nothing is worked on here");
    }

    @Override
    default <T> T lendInTurn(String actor, Loan<T> work) {
        throw new IllegalStateException("nothing is worked on here");
    }
}
