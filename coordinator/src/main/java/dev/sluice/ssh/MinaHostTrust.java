package dev.sluice.ssh;

import dev.sluice.host.HostException;
import dev.sluice.host.HostTrust;
import dev.sluice.host.ShownHostKey;
import dev.sluice.inventory.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads host keys, and appends to known_hosts those that the user accepted. */
final class MinaHostTrust implements HostTrust {
    private final Inspection inspection;

    /** Connects up to the key. */
    @FunctionalInterface
    interface Inspection {
        HostKeyCheck at(Server server) throws FailedTry;
    }

    MinaHostTrust(Inspection inspection) {
        this.inspection = inspection;
    }

    @Override
    public List<Hop> way(Host host) {
        var server = Server.of(host);
        var way = new ArrayList<Hop>();
        server.jump().ifPresent(jump -> way.add(new Hop(host, Hop.Role.JUMP, jump.where())));
        way.add(new Hop(host, Hop.Role.HOST, server.where()));
        return way;
    }

    @Override
    public ShownHostKey inspect(Hop hop) throws HostException {
        try {
            return inspection.at(server(hop)).sighting();
        } catch (FailedTry failed) {
            throw failed.failure();
        }
    }

    private static Server server(Hop hop) {
        var host = Server.of(hop.host());
        return switch (hop.role()) {
            case HOST -> host;
            case JUMP -> host.jump().orElseThrow();
        };
    }

    @Override
    public void accept(ShownHostKey key) throws IOException {
        KnownHostsFile.append(Path.of(key.file()), key.line());
    }
}
