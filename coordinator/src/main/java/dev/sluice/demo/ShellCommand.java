package dev.sluice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.server.channel.ChannelSession;

/**
 * One exec request: real processes between the three streams of a channel. As under sshd, the channel ends when its outputs do, so that a background
 * process that keeps them keeps it open. Unlike under sshd, what still runs is ended with the channel.
 */
final class ShellCommand extends ExecRequest {
    private final String line;
    private final CommandLauncher launcher;
    private final CommandFaults faults;
    private final Executor work;
    private final String mark;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    ShellCommand(String line, CommandLauncher launcher, CommandFaults faults, Executor work) {
        super(faults, work);
        this.line = line;
        this.launcher = launcher;
        this.faults = faults;
        this.work = work;
        this.mark = launcher.newMark();
    }

    /** Called when the channel has ended, also after the command has. */
    @Override
    public void destroy(ChannelSession channel) {
        gone.set(true);
        if (!over.get()) {
            work.execute(() -> ChildProcesses.endAll(mark));
        }
    }

    @Override
    int run(ScriptHeader preface, OutputStream answer, OutputStream complaints) throws IOException {
        var process = launcher.start(line, mark, faults.disk(preface.script()));
        if (gone.get()) {
            ChildProcesses.endAll(mark);
        }
        work.execute(() -> feed(faults.input(preface), process.getOutputStream()));
        var complaining = CompletableFuture.runAsync(() -> Pipe.copy(process.getErrorStream(), complaints), work);
        Pipe.copy(process.getInputStream(), answer);
        complaining.join();
        var status = process.onExit().join().exitValue();
        over.set(true);
        return status;
    }

    private static void feed(InputStream from, OutputStream to) {
        Pipe.copy(from, to);
        Pipe.close(to);
    }
}
