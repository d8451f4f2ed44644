package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.daemon.ServedSite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Port: runs a command of the command line in this process, on behalf of a caller. */
public interface Commands {
    /** How long a command runs where nobody reads what it prints. */
    enum Lasting {
        /** A rollout does not depend on who watches it. */
        TO_ITS_END,
        /** It only shows something. */
        WHILE_READ
    }

    /** What a command needs of its caller, and how long it lasts. */
    record Admission(Scope scope, Lasting lasting) {}

    /** Where a command prints, and who answers its questions. */
    interface Console {
        PrintWriter out();

        PrintWriter err();

        /** Whether the caller agrees; no where the caller cannot be asked. */
        boolean confirms(String question);
    }

    /**
     * What the command needs; empty for arguments with which {@link #run} only prints why it runs nothing.
     *
     * @param arguments as on the command line, such as {@code status --watch}
     */
    Optional<Admission> admission(List<String> arguments);

    /**
     * Runs it to its end, on the caller's thread. What names files of this machine is refused, except for artifacts below the directories of artifacts.
     *
     * @param site whose files it reads
     * @param reports an empty directory for what {@code --output-dir} asks for
     * @return the exit code
     */
    int run(ServedSite site, Caller caller, List<String> arguments, Path reports, Console console);
}
