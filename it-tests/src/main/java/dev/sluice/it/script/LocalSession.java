package dev.sluice.it.script;

import dev.sluice.host.CommandResult;
import dev.sluice.host.ConversationException;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostConversation;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScript;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.HostName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Runs host scripts as child processes of this one. Nothing is between it and the shell: what it shows, a host would do. */
public final class LocalSession implements HostSession {
    private static final HostName HOST = new HostName("localhost");
    private static final String HOST_PATH = "(?m)^PATH=/usr/local/bin:.*$";

    private final Path shell;
    private final Optional<String> searchPath;
    private final ExecutorService writers = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "local-session-writer");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param shell runs what sshd would give to /bin/sh
     * @param searchPath in place of the scripts' own PATH
     */
    public LocalSession(Path shell, Optional<String> searchPath) {
        this.shell = shell;
        this.searchPath = searchPath;
    }

    @Override
    public HostName host() {
        return HOST;
    }

    @Override
    public CommandResult run(HostCommand command) throws HostException {
        try {
            return converse(command);
        } catch (ConversationException e) {
            throw e.on(HOST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(HOST, HostException.Kind.LOST, "interrupted", "run it again");
        }
    }

    private CommandResult converse(HostCommand command)
            throws IOException, InterruptedException, ConversationException {
        var log = Files.createTempFile("sluice-script", ".log");
        var process = start().redirectError(log.toFile()).start();
        try {
            var result = HostConversation.hold(
                    withPath(command), nonce(), process.getOutputStream(), process.getInputStream(), writers);
            process.waitFor();
            return result.withLog(Files.readString(log, StandardCharsets.ISO_8859_1));
        } catch (ConversationException e) {
            process.destroy();
            throw e;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** The process that a host would run for one exec request, for tests that hold the conversation themselves. */
    public ProcessBuilder start() {
        return new ProcessBuilder(shell.toString(), "-c", HostConversation.bootstrap());
    }

    /** The same command with this session's search path. */
    public HostCommand withPath(HostCommand command) {
        if (searchPath.isEmpty()) {
            return command;
        }
        var text = command.script().text().replaceFirst(HOST_PATH, "PATH=" + searchPath.get());
        return new HostCommand(
                new HostScript(command.script().name(), text),
                command.values(),
                command.input(),
                command.timeout(),
                command.output());
    }

    /** Sixteen bytes in hexadecimal. */
    public static String nonce() {
        var bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public HostStream open(ServiceAddress service) throws HostException {
        try {
            var port = (ServiceAddress.Tcp) service;
            var socket = new Socket(InetAddress.getByName(port.name()), port.port());
            return new LocalStream(socket, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            throw new HostException(HOST, HostException.Kind.UNREACHABLE, e.toString(), "start the service");
        }
    }

    @Override
    public void close() {
        writers.shutdownNow();
    }
}
