package dev.sluice.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.apache.sshd.server.channel.ChannelSession;

/** One exec request that this process answers itself. Of the faults, a full disk does not happen to it. */
final class ProgramCommand extends ExecRequest {
    private final HostPrograms programs;
    private final Path site;
    private final CommandFaults faults;

    ProgramCommand(HostPrograms programs, Path site, CommandFaults faults, Executor work) {
        super(faults, work);
        this.programs = programs;
        this.site = site;
        this.faults = faults;
    }

    @Override
    int run(ScriptHeader preface, OutputStream answer, OutputStream complaints) throws IOException {
        return programs.run(site, faults.input(preface), answer);
    }

    /** Does nothing: the input has ended with the channel. */
    @Override
    public void destroy(ChannelSession channel) {}
}
