package dev.sluice.plan;

/** Ids that a reader of a test knows again: of eight digits, as records of earlier versions have them. */
public final class RolloutIds {
    private RolloutIds() {}

    public static RolloutId of(int bits) {
        return new RolloutId("r-%08x".formatted(bits));
    }
}
