package dev.sluice.ssh;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.SshSettings;
import java.util.Optional;

/**
 * One sshd to log in to: that of a host, or that of the jump host in front of it.
 *
 * @param host whose sake it is, for errors
 * @param name its other name in known_hosts
 * @param address what is connected to, from here or from the jump host
 * @param ssh of a jump host: its own user and port, and the host's key and known_hosts
 */
record Server(Role role, HostName host, String name, String address, SshSettings ssh) {
    private static final int DEFAULT_PORT = 22;

    enum Role {
        HOST,
        JUMP
    }

    static Server of(Host host) {
        return new Server(Role.HOST, host.name(), host.name().value(), host.address(), host.ssh());
    }

    /** The jump host, {@code [user@]host[:port]}; the user is the host's when none is written. */
    Optional<Server> jump() {
        return ssh.jump().map(this::jump);
    }

    private Server jump(String written) {
        int at = written.indexOf('@');
        var place = written.substring(at + 1);
        int colon = place.lastIndexOf(':');
        boolean hasPort = colon >= 0 && !place.endsWith("]");
        var address = (hasPort ? place.substring(0, colon) : place).replaceAll("[\\[\\]]", "");
        var settings = new SshSettings(
                at < 0 ? ssh.user() : written.substring(0, at),
                hasPort ? Integer.parseInt(place.substring(colon + 1)) : DEFAULT_PORT,
                ssh.key(),
                ssh.passphrase(),
                ssh.knownHosts(),
                Optional.empty());
        return new Server(Role.JUMP, host, address, address, settings);
    }

    /** For errors: the same words for all hosts behind one jump host, so that they can be reported as one. */
    String where() {
        return (role == Role.JUMP ? "the jump host " : "") + address + ":" + ssh.port();
    }

    /** As known_hosts names it: with its port unless that is sshd's own. */
    String knownName() {
        return withPort(address);
    }

    /** A name of this server as known_hosts writes it. */
    String withPort(String name) {
        return ssh.port() == DEFAULT_PORT ? name : "[" + name + "]:" + ssh.port();
    }

    /** The same server with the same login, independent of the host that uses it. */
    Server shared() {
        return new Server(role, new HostName("jump"), name, address, ssh);
    }
}
