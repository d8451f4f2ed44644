package dev.sluice.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One connection, which may carry any number of requests, one after the other. While it waits it uses no thread. */
final class WebConnection {
    /** The end of a request is searched again at each arrival, so larger ones are not accepted. */
    private static final int LARGEST_REQUEST = 1 << 20;

    private final AsynchronousSocketChannel channel;
    private final Executor work;
    private final WebServer.Site site;
    private final ByteBuffer piece = ByteBuffer.allocate(8192);
    private String received = "";

    WebConnection(AsynchronousSocketChannel channel, Executor work, WebServer.Site site) {
        this.channel = channel;
        this.work = work;
        this.site = site;
    }

    /** Takes the next request from what has been received, or waits for more. */
    void readOn() {
        int length = WebRequest.length(received);
        if (length >= 0) {
            var request = WebRequest.parse(received.substring(0, length));
            received = received.substring(length);
            work.execute(() -> answer(request));
            return;
        }
        channel.read(piece.clear(), null, whenDone(this::arrived));
    }

    private void arrived(int length) {
        if (length < 0 || received.length() > LARGEST_REQUEST) {
            close();
            return;
        }
        received += StandardCharsets.ISO_8859_1.decode(piece.flip());
        readOn();
    }

    private void answer(WebRequest request) {
        site.answer(request).ifPresent(answer -> send(ByteBuffer.wrap(answer.bytes()), request));
    }

    private void send(ByteBuffer rest, WebRequest request) {
        channel.write(rest, null, whenDone(written -> {
            if (rest.hasRemaining()) {
                send(rest, request);
            } else if (request.last()) {
                close();
            } else {
                readOn();
            }
        }));
    }

    private CompletionHandler<Integer, @Nullable Void> whenDone(IntConsumer next) {
        return new CompletionHandler<>() {
            @Override
            public void completed(Integer count, @Nullable Void nothing) {
                next.accept(count);
            }

            @Override
            public void failed(Throwable gone, @Nullable Void nothing) {
                close();
            }
        };
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
