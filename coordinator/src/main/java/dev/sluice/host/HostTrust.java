package dev.sluice.host;

import dev.sluice.inventory.Host;
import java.io.IOException;
import java.util.List;

/** The only way to accept a host key: it is read here, verified by the user, and only then recorded. */
public interface HostTrust {
    /** The servers on the way to a host, in the order in which they must be trusted. */
    List<Hop> way(Host host);

    /**
     * Connects to one of them up to its host key; none of our keys is offered to it.
     *
     * @throws HostException when it cannot be reached, or when another key of it is on record, or its key is revoked
     */
    ShownHostKey inspect(Hop hop) throws HostException;

    /**
     * Appends a key to the known_hosts file that it belongs to, which is made when it is missing.
     *
     * @throws IOException when that file cannot be written
     */
    void accept(ShownHostKey key) throws IOException;

    /**
     * One server on the way.
     *
     * @param where address and port, for people
     */
    record Hop(Host host, Role role, String where) {
        /** Whether it is the host or a jump host in front of it. */
        public enum Role {
            JUMP,
            HOST
        }
    }
}
