package dev.sluice.it.release;

/**
 * A command that has ended.
 *
 * @param exitCode 128 and the signal's number for one that was killed
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Ended(String command, int exitCode, String out, String err) {
    /** Both streams, the output first. */
    public String said() {
        return out + err;
    }

    /** For a failed assertion's message. */
    @Override
    public String toString() {
        return "$ sluice " + command + "\n" + said() + "exit code " + exitCode;
    }
}
