package dev.sluice.it.script;

import dev.sluice.host.CommandResult;
import dev.sluice.host.ConversationException;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostConversation;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.HostName;
import dev.sluice.step.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A session whose one command can be left alone, as sshd leaves a command alone when its client is gone. */
final class CutSession implements HostSession {
    private final LocalSession session;
    private final CompletableFuture<Process> started = new CompletableFuture<>();

    CutSession(LocalSession session) {
        this.session = session;
    }

    @Override
    public HostName host() {
        return session.host();
    }

    @Override
    public CommandResult run(HostCommand command) throws HostException {
        try {
            var process = session.start().start();
            started.complete(process);
            return HostConversation.hold(
                    session.withPath(command),
                    LocalSession.nonce(),
                    process.getOutputStream(),
                    process.getInputStream(),
                    Runnable::run);
        } catch (ConversationException e) {
            throw e.on(host());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a step whose answer will not come. */
    void runAndCut(Step<?> step) {
        try {
            quietly(() -> step.on(this));
            throw new AssertionError("there was an answer");
        } catch (IllegalStateException noAnswer) {
            if (!(noAnswer.getCause() instanceof HostException)) {
                throw noAnswer;
            }
        }
    }

    /** Goes away: the command finds nobody who reads. */
    void cut() {
        var process = started.join();
        try {
            process.getInputStream().close();
            process.getErrorStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T quietly(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public HostStream open(ServiceAddress service) {
        throw new UnsupportedOperationException("nothing is opened here");
    }

    @Override
    public void close() {}
}
