package dev.sluice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * One exec request: real processes between the three streams of a channel. As under sshd, the channel ends when its outputs do, so that
 * a background process that keeps them holds it open. Unlike under sshd, what still runs is ended with the channel.
 */
final class ShellCommand implements Command {
    /** Exit status of a shell that could not start, as sh itself gives it. */
    private static final int NOT_STARTED = 126;

    private final String line;
    private final CommandLauncher launcher;
    private final CommandFaults faults;
    private final Executor work;
    private final String mark;
    private InputStream input = InputStream.nullInputStream();
    private OutputStream output = OutputStream.nullOutputStream();
    private OutputStream errors = OutputStream.nullOutputStream();
    private ExitCallback exit = (status, message, closeImmediately) -> {};
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    ShellCommand(String line, CommandLauncher launcher, CommandFaults faults, Executor work) {
        this.line = line;
        this.launcher = launcher;
        this.faults = faults;
        this.work = work;
        this.mark = launcher.newMark();
    }

    @Override
    public void setInputStream(InputStream in) {
        input = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        output = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        errors = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    /** Called on a thread that carries other connections too, so nothing is done here. */
    @Override
    public void start(ChannelSession channel, Environment environment) {
        work.execute(() -> run(channel.getSession()));
    }

    /** Called when the channel has ended, also after the command has. */
    @Override
    public void destroy(ChannelSession channel) {
        gone.set(true);
        if (!over.get()) {
            work.execute(() -> ChildProcesses.endAll(mark));
        }
    }

    private void run(Session session) {
        try {
            var preface = faults.preface(input);
            if (!faults.instead(preface.script(), session)) {
                run(preface, session);
            }
        } catch (IOException e) {
            exit.onExit(NOT_STARTED, "cannot run the command: " + e.getMessage());
        }
    }

    private void run(Preface preface, Session session) throws IOException {
        var answer = faults.answer(preface.script(), session, output);
        var process = launcher.start(line, mark, faults.disk(preface.script()));
        if (gone.get()) {
            ChildProcesses.endAll(mark);
        }
        work.execute(() -> feed(faults.input(preface), process.getOutputStream()));
        var complaints = CompletableFuture.runAsync(() -> Pipe.copy(process.getErrorStream(), errors), work);
        Pipe.copy(process.getInputStream(), answer.output());
        complaints.join();
        var status = process.onExit().join().exitValue();
        over.set(true);
        answer.ending().with(() -> exit.onExit(status));
    }

    private static void feed(InputStream from, OutputStream to) {
        Pipe.copy(from, to);
        Pipe.close(to);
    }
}
