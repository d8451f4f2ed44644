package dev.sluice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.common.session.Session;

/** What the faults of one host do to its commands. */
final class CommandFaults {
    private final Faults faults;
    private final Runnable closePort;

    CommandFaults(Faults faults, Runnable closePort) {
        this.faults = faults;
        this.closePort = closePort;
    }

    /** The script of a command, where a fault needs it. */
    ScriptHeader preface(InputStream input) throws IOException {
        return faults.needContent() ? ScriptHeader.read(input) : new ScriptHeader("", input);
    }

    /** Does what a fault does instead of running the command. False when the command is to be run. */
    boolean instead(String script, Session session) {
        if (faults.strikes(Fault.UNREACHABLE, script)) {
            closePort.run();
            return true;
        }
        if (faults.strikes(Fault.SESSION_LOST, script)) {
            session.close(true);
            return true;
        }
        if (faults.strikes(Fault.HALF_OPEN, script)) {
            session.getIoSession().suspendRead();
            return true;
        }
        return false;
    }

    CommandLauncher.Disk disk(String script) {
        return faults.strikes(Fault.DISK_FULL, script) ? CommandLauncher.Disk.FULL : CommandLauncher.Disk.FREE;
    }

    InputStream input(ScriptHeader preface) {
        return faults.strikes(Fault.SLOW_UPLOAD, preface.script()) ? new SlowInput(preface.input()) : preface.input();
    }

    Answer answer(String script, Session session, OutputStream output) {
        if (!faults.strikes(Fault.ANSWER_LOST, script)) {
            return new Answer(output, exit -> exit.run());
        }
        return new Answer(new WithheldAnswer(output), exit -> session.close(true));
    }

    /**
     * How a command's answer leaves the host.
     *
     * @param output takes its standard output
     * @param ending takes the sending of its exit status, and sends it or does something else
     */
    record Answer(OutputStream output, Ending ending) {}

    /** The end of a command. */
    @FunctionalInterface
    interface Ending {
        void with(Runnable exit);
    }
}
