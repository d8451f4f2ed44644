package dev.sluice.it.web;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One visitor: a connection that is kept between requests and opened again when the server has closed it.
 *
 * <p>A kept connection may be closed by the server just when the next request is sent. That request is sent once more on a
 * new connection, as every browser does (RFC 9112, section 9.3.1), and is not counted as a failure. Not for several threads.
 */
public final class WebConnection implements Closeable {
    private final WebTarget target;
    private final Duration timeout;
    private @Nullable Socket socket;
    private @Nullable AnswerReader answers;

    /** Connects at the first request; {@code timeout} bounds connecting and each wait for bytes. */
    public WebConnection(WebTarget target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    /** One request on a connection of its own. */
    public static WebAnswer getOnce(WebTarget target, String path) throws IOException {
        try (var connection = new WebConnection(target, Duration.ofSeconds(30))) {
            return connection.get(path);
        }
    }

    /**
     * Asks for a path, as written, with its query.
     *
     * @throws IOException when there is no whole answer
     */
    public WebAnswer get(String path) throws IOException {
        boolean kept = socket != null;
        try {
            return exchange(path);
        } catch (ClosedBeforeAnswerException e) {
            if (!kept) {
                throw e;
            }
            return exchange(path);
        }
    }

    private WebAnswer exchange(String path) throws IOException {
        try {
            AnswerReader reader = connected();
            send(path);
            WebAnswer answer = reader.read();
            if (answer.closesConnection()) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private AnswerReader connected() throws IOException {
        AnswerReader existing = answers;
        if (existing != null) {
            return existing;
        }
        var opened = new Socket();
        socket = opened;
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        opened.connect(target.address(), Math.toIntExact(timeout.toMillis()));
        var reader = new AnswerReader(new BufferedInputStream(opened.getInputStream()));
        answers = reader;
        return reader;
    }

    private void send(String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + target.site() + "\r\nUser-Agent: visitor\r\n\r\n";
        Socket open = socket;
        if (open == null) {
            throw new IllegalStateException("not connected to " + target);
        }
        try {
            open.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (SocketException e) {
            throw new ClosedBeforeAnswerException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        answers = null;
        if (open != null) {
            open.close();
        }
    }
}
