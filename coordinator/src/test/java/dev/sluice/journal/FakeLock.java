package dev.sluice.journal;

/** A lock that only knows whether it was released. */
final class FakeLock implements HeldLock {
    private boolean released;

    boolean released() {
        return released;
    }

    @Override
    public void heldBy(String holder) {}

    @Override
    public void close() {
        released = true;
    }
}
