package dev.sluice.it.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a process can be sent. */
public enum Signal {
    /** Ends it without its knowing. */
    KILL,
    /** Asks it to end; PHP-FPM and nginx cut running requests. */
    TERM,
    /** Asks it to end gracefully. */
    QUIT,
    /** Stops it until {@link #CONT}: its sockets stay open and nobody answers. */
    STOP,
    /** Lets a stopped one go on. */
    CONT,
    /** Reloads sshd and nginx. */
    HUP,
    /** Reloads PHP-FPM. */
    USR2;

    /** To those that still run. */
    public void sendTo(Stream<ProcessHandle> processes) {
        // The shell's own kill: not every machine has the program. One of many may have ended meanwhile.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\" || :", name()));
        processes.filter(ProcessHandle::isAlive).forEach(process -> command.add(Long.toString(process.pid())));
        if (command.size() > 4) {
            Command.run(command);
        }
    }
}
