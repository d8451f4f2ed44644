package dev.sluice.host;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One session for each host, opened when it is first needed, and again after it was lost. */
public final class Sessions implements AutoCloseable {
    private final HostConnector connector;
    private final HostHttpFactory https;
    private final Map<HostName, Open> open = new ConcurrentHashMap<>();

    private record Open(HostSession session, HostHttp http) implements AutoCloseable {
        @Override
        public void close() {
            http.close();
            session.close();
        }
    }

    public Sessions(HostConnector connector, HostHttpFactory https) {
        this.connector = connector;
        this.https = https;
    }

    /** The host's session; another one where the last has ended since. Calls for one host come one after the other. */
    public HostSession to(Host host) throws HostException {
        return of(host).session();
    }

    /** The host's web server through that session. */
    public HostHttp http(Host host) throws HostException {
        return of(host).http();
    }

    private Open of(Host host) throws HostException {
        var known = open.get(host.name());
        if (known != null && known.session().isOpen()) {
            return known;
        }
        if (known != null && open.remove(host.name(), known)) {
            known.close();
        }
        var session = connector.connect(host);
        var fresh = new Open(session, https.over(session, host));
        var other = open.putIfAbsent(host.name(), fresh);
        if (other == null) {
            return fresh;
        }
        fresh.close();
        return other;
    }

    /** Ends the host's session; the next call opens another one. */
    public void drop(HostName host) {
        var old = open.remove(host);
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        open.values().forEach(Open::close);
        open.clear();
    }
}
