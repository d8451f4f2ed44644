package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.daemon.ServedSite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Port: runs a command of the command line in this process, on behalf of a caller. */
public interface Commands {
    /**
     * Runs it to its end, on the caller's thread.
     *
     * @param site whose files it reads
     * @param arguments as on the command line, such as {@code status --watch}; those that name files of this machine were refused
     * @param reports an empty directory for what {@code --output-dir} asks for
     * @return the exit code
     */
    int run(ServedSite site, Caller caller, List<String> arguments, Path reports, PrintWriter out, PrintWriter err);
}
