package dev.sluice.operation;

/** Port: how many rollouts of sites that share hosts run side by side. */
@FunctionalInterface
public interface Slots {
    /** Any number. */
    Slots UNLIMITED = () -> () -> {};

    /** Waits for a free one. */
    Slot take() throws InterruptedException;

    /** A rollout may run until it is closed. */
    @FunctionalInterface
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
