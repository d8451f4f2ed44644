package dev.sluice.demo;

import java.time.Duration;
import org.apache.sshd.common.Factory;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoServiceFactoryFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.jspecify.annotations.Nullable;

/**
 * One channel group for all SSH servers of a fleet. SSHD makes one for each server, with threads of its own, and closes it with that server;
 * hundreds of hosts need neither.
 */
final class SharedNio implements IoServiceFactoryFactory, AutoCloseable {
    private static final int THREADS = Runtime.getRuntime().availableProcessors() + 1;

    private final Nio2ServiceFactory group;

    SharedNio() {
        // Never started: the settings of its sockets are those of all.
        var settings = new SshServer();
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(settings, Duration.ZERO);
        CoreModuleProperties.TCP_NODELAY.set(settings, true);
        group = new Nio2ServiceFactory(settings, ThreadUtils.newFixedThreadPool("demo-ssh", THREADS), null);
    }

    @Override
    public IoServiceFactory create(FactoryManager manager) {
        return new ServerView();
    }

    @Override
    public void setExecutorServiceFactory(Factory<CloseableExecutorService> factory) {
        throw new UnsupportedOperationException("the fleet's servers share their threads");
    }

    @Override
    public void close() {
        group.close(true);
    }

    /** The view of the group for one server, which closes it. */
    private final class ServerView extends AbstractCloseable implements IoServiceFactory {
        @Override
        public IoConnector createConnector(IoHandler handler) {
            return group.createConnector(handler);
        }

        @Override
        public IoAcceptor createAcceptor(IoHandler handler) {
            return group.createAcceptor(handler);
        }

        @Override
        public @Nullable IoServiceEventListener getIoServiceEventListener() {
            return null;
        }

        @Override
        public void setIoServiceEventListener(IoServiceEventListener listener) {
            group.setIoServiceEventListener(listener);
        }
    }
}
