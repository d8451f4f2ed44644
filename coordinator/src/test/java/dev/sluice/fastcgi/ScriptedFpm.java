package dev.sluice.fastcgi;

import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.HostName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A session to a host with one service, which answers what it was told to. */
final class ScriptedFpm implements HostSession {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private InputStream answer = InputStream.nullInputStream();
    private boolean refusing;
    private String opened = "";
    private volatile boolean closed;

    void answers(byte[]... records) {
        var all = new ByteArrayOutputStream();
        for (var one : records) {
            all.writeBytes(one);
        }
        answer = new ByteArrayInputStream(all.toByteArray());
    }

    void refuses() {
        refusing = true;
    }

    /** As a channel of SSHD: reading ends when its thread is interrupted. */
    void saysNothing() {
        answer = new PipedInputStream();
        try {
            new PipedOutputStream().connect((PipedInputStream) answer);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Text and bytes of the request, in Latin 1. */
    String sent() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    String opened() {
        return opened;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public HostName host() {
        return new HostName("web01");
    }

    @Override
    public CommandResult run(HostCommand command) {
        throw new UnsupportedOperationException("no script is run");
    }

    @Override
    public HostStream open(ServiceAddress service) throws HostException {
        if (refusing) {
            throw new HostException(
                    host(), HostException.Kind.UNREACHABLE, "no connection to " + service, "look there");
        }
        opened = service.toString();
        return new Stream();
    }

    @Override
    public void close() {}

    private final class Stream implements HostStream {
        @Override
        public InputStream input() {
            return answer;
        }

        @Override
        public OutputStream output() {
            return sent;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
