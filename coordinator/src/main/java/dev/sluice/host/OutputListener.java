package dev.sluice.host;

/** Hears what a program writes while it runs. Called by one thread, in order; whoever is slow here holds that program's output up, not its work. */
@FunctionalInterface
public interface OutputListener {
    /** Some bytes more, cut anywhere: in the middle of a line, or of a character. */
    void wrote(byte[] bytes);

    /** For scripts that say nothing on the way. */
    static OutputListener none() {
        return bytes -> {};
    }
}
