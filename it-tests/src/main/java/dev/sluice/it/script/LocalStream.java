package dev.sluice.it.script;

import dev.sluice.host.HostStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A socket as a host's stream. */
record LocalStream(Socket socket, InputStream input, OutputStream output) implements HostStream {
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
