package dev.sluice.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on one loopback port. The server of the JDK uses one thread for each port; this one uses none. */
final class WebServer implements AutoCloseable {
    private final AsynchronousServerSocketChannel channel;
    private final Executor work;
    private final Site site;

    /** What is behind a port. */
    interface Site {
        /** Empty for no answer at all: the connection stays open and silent. */
        Optional<WebAnswer> answer(WebRequest request);
    }

    private WebServer(AsynchronousServerSocketChannel channel, Executor work, Site site) {
        this.channel = channel;
        this.work = work;
        this.site = site;
    }

    /** Listens on a free port of the loopback address. */
    static WebServer open(AsynchronousChannelGroup group, Executor work, Site site) throws IOException {
        var channel = AsynchronousServerSocketChannel.open(group);
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        var server = new WebServer(channel, work, site);
        server.acceptNext();
        return server;
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void acceptNext() {
        channel.accept(null, new CompletionHandler<AsynchronousSocketChannel, @Nullable Void>() {
            @Override
            public void completed(AsynchronousSocketChannel connection, @Nullable Void nothing) {
                acceptNext();
                new WebConnection(connection, work, site).readOn();
            }

            @Override
            public void failed(Throwable closed, @Nullable Void nothing) {}
        });
    }
}
