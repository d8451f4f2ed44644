package dev.sluice.document;

/**
 * One thing that is wrong in a file, at the place where it is written.
 *
 * @param file the file as the user named it
 * @param line from 1
 * @param column from 1
 * @param path the keys that lead there, such as {@code strategy.batches[0].size}; empty for the whole file
 * @param message what is wrong, and what would be right
 */
public record Problem(String file, int line, int column, String path, String message) {
    /** {@code file:line:column: path: message}, which editors and CI servers turn into a link. */
    @Override
    public String toString() {
        var place = file + ":" + line + ":" + column + ": ";
        return path.isEmpty() ? place + message : place + path + ": " + message;
    }
}
