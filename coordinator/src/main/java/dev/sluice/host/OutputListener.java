package dev.sluice.host;

/** Receives what a program writes while it runs. Called by one thread, in order; a slow listener delays that program's output, not its work. */
@FunctionalInterface
public interface OutputListener {
    /** More bytes, cut anywhere: in the middle of a line, or of a character. */
    void wrote(byte[] bytes);

    /** For scripts without output. */
    static OutputListener none() {
        return bytes -> {};
    }
}
