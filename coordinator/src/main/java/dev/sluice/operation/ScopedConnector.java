package dev.sluice.operation;

import dev.sluice.host.HostConnector;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.operation.Project.Scope;

/** Connects to no host that the operator left out, whoever asks: the one place through which all contact goes. */
public record ScopedConnector(HostConnector connector, Scope scope) implements HostConnector {
    @Override
    public HostSession connect(Host host) throws HostException {
        if (scope.excludes(host)) {
            throw new HostException(
                    host.name(),
                    Kind.UNREACHABLE,
                    host.name() + " was not contacted: --exclude leaves it out",
                    "run it without --exclude");
        }
        return connector.connect(host);
    }
}
