package dev.sluice.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

/** Port: reads files of web servers outside of the fleet. */
@FunctionalInterface
public interface WebDownload {
    /**
     * Writes the whole body of a successful answer, and leaves {@code to} open.
     *
     * @param longest in bytes
     * @throws IOException when there is no successful answer, it is not whole, or it is longer; the message is for people
     */
    void write(URI from, OutputStream to, long longest) throws IOException;
}
