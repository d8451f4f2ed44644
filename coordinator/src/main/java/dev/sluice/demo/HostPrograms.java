package dev.sluice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** What runs on the hosts of a fleet in place of a shell. It is used by many threads at once. */
@FunctionalInterface
public interface HostPrograms {
    /**
     * Runs one exec request to its end, on the caller's thread. When the channel closes, the input ends, and output is no longer accepted.
     *
     * @param site the directory in which the host's {@code current} and {@code releases} are
     * @return the exit status
     */
    int run(Path site, InputStream input, OutputStream output) throws IOException;
}
