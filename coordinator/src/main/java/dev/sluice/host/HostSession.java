package dev.sluice.host;

import dev.sluice.inventory.HostName;

/** One authenticated session to one host. It may be used by several threads at once. */
public interface HostSession extends AutoCloseable {
    HostName host();

    /** Whether it is still open, as far as is known. */
    default boolean isOpen() {
        return true;
    }

    /**
     * Runs one host script to its end.
     *
     * @return what the script answered, also when it answered with an error of its own
     * @throws HostException when no answer came: kind {@link HostException.Kind#LOST} means that the effect is unknown
     */
    CommandResult run(HostCommand command) throws HostException;

    /** Opens a connection that starts on the host, to a service as seen from there. */
    HostStream open(ServiceAddress service) throws HostException;

    /** Ends the session at once; what waits on it fails with {@link HostException}. */
    @Override
    void close();
}
