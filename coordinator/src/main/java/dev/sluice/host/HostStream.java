package dev.sluice.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A byte stream to a service as seen from a host. */
public interface HostStream extends AutoCloseable {
    InputStream input();

    OutputStream output();

    @Override
    void close() throws IOException;
}
