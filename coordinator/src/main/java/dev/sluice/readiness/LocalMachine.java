package dev.sluice.readiness;

import java.time.Instant;
import java.util.Optional;

/**
 * What a coordinator depends on of the machine that it runs on.
 *
 * @param java the version of the language, such as 17
 * @param home empty where the account has none
 * @param named whether the account has a name
 * @param utf8 whether the locale has all characters
 * @param agent what is wrong with the agent that SSH_AUTH_SOCK names; empty where it is not set
 * @param knownHosts what is wrong with the list of known hosts; empty where it can be used
 * @param temporary what is wrong with the directory for temporary files; empty where it can be used
 * @param undelivered notifications
 * @param latest the latest time that this machine has written down: of the program, or of a record
 */
public record LocalMachine(
        int java,
        Optional<String> home,
        boolean named,
        boolean utf8,
        State state,
        Optional<Agent> agent,
        Optional<String> knownHosts,
        Optional<String> temporary,
        Undelivered undelivered,
        Instant now,
        Instant latest) {
    /**
     * Where records are.
     *
     * @param problem why it cannot be used; empty where it can
     * @param fileSystem its type, as the system names it
     */
    public record State(String directory, Optional<String> problem, String fileSystem) {}

    /**
     * Notifications that were not delivered.
     *
     * @param waiting to be tried again, after they failed
     * @param givenUp kept for a person
     * @param lastFailure why the last of them was not delivered
     */
    public record Undelivered(int waiting, int givenUp, String lastFailure) {}

    /** An agent with SSH keys. */
    public record Agent(String socket, Optional<String> problem) {}
}
