package dev.sluice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** One exec request: the three streams of a channel, and the faults of its host between them and the command. */
abstract class ExecRequest implements Command {
    /** Exit status of a shell that could not start, as sh returns it. */
    private static final int NOT_STARTED = 126;

    private final CommandFaults faults;
    private final Executor work;
    private InputStream input = InputStream.nullInputStream();
    private OutputStream output = OutputStream.nullOutputStream();
    private OutputStream errors = OutputStream.nullOutputStream();
    private ExitCallback exit = (status, message, closeImmediately) -> {};

    ExecRequest(CommandFaults faults, Executor work) {
        this.faults = faults;
        this.work = work;
    }

    /** How the requests of one host are run. */
    @FunctionalInterface
    interface Maker {
        ExecRequest of(String line, CommandFaults faults, Executor work);
    }

    @Override
    public final void setInputStream(InputStream in) {
        input = in;
    }

    @Override
    public final void setOutputStream(OutputStream out) {
        output = out;
    }

    @Override
    public final void setErrorStream(OutputStream err) {
        errors = err;
    }

    @Override
    public final void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    /** Called on a thread that carries other connections too, so nothing is done here. */
    @Override
    public final void start(ChannelSession channel, Environment environment) {
        work.execute(() -> run(channel.getSession()));
    }

    private void run(Session session) {
        try {
            var preface = faults.preface(input);
            if (faults.instead(preface.script(), session)) {
                return;
            }
            var answer = faults.answer(preface.script(), session, output);
            var status = run(preface, answer.output(), errors);
            answer.ending().with(() -> exit.onExit(status));
        } catch (IOException e) {
            exit.onExit(NOT_STARTED, "cannot run the command: " + e.getMessage());
        }
    }

    /**
     * Runs it to its end.
     *
     * @return the exit status
     */
    abstract int run(ScriptHeader preface, OutputStream answer, OutputStream complaints) throws IOException;
}
