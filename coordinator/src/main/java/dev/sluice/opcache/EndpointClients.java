package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.RequestSigner;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Clients of the endpoints of a fleet, each by the route that the playbook sets for its host. */
public final class EndpointClients {
    /** How long a host's web server may turn every request away. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(10);

    private final EndpointSite fleet;
    private final Fpm fpm;
    private final Supplier<String> nonces;
    private final Timekeeper time;

    /** A request that was turned away slows the next ones down, too. */
    private final Map<HostName, Pace> paces = new ConcurrentHashMap<>();

    /** For hosts that have the choice: the route by which the endpoint has answered. */
    private final Map<HostName, EndpointRoute> answered = new ConcurrentHashMap<>();

    /** PHP-FPM of a host, called without its web server. */
    public interface Fpm {
        /** @throws HostException when there is no session to the host */
        HostHttp of(Host host) throws HostException;
    }

    /** A host's endpoint, and the route to it. */
    public record Reached(EndpointClient client, EndpointRoute route) {}

    /**
     * @param nonces each 32 hexadecimal digits from a secure source, never twice; called from several threads
     * @param time the coordinator's
     */
    public EndpointClients(EndpointSite fleet, Fpm fpm, Supplier<String> nonces, Timekeeper time) {
        this.fleet = fleet;
        this.fpm = fpm;
        this.nonces = nonces;
        this.time = time;
    }

    /**
     * The endpoint of a host. One that has the choice is called through its web server first, and over PHP-FPM's socket where the web server does not
     * pass the request on.
     *
     * @param web the host's web server
     * @throws EndpointException when it answers by neither route
     */
    public Reached of(Host host, HostHttp web, Opcache opcache, EndpointKey key) throws EndpointException {
        return of(host, web, opcache, key, Remaining.UNBOUNDED);
    }

    /** @param remaining for all requests of the client */
    Reached of(Host host, HostHttp web, Opcache opcache, EndpointKey key, Remaining remaining)
            throws EndpointException {
        var choice = opcache.endpoint();
        if (choice instanceof EndpointChoice.FastCgi) {
            return overSocket(host, key, remaining);
        }
        var pace = paces.computeIfAbsent(host.name(), name -> new Pace(time));
        var bounded = new BoundedHttp(web, remaining);
        var paced = new PacedHttp(bounded, pace, patience(opcache), remaining, time);
        var reached = new Reached(client(host, paced, key), EndpointRoute.WEB_SERVER);
        var chosen = choice instanceof EndpointChoice.InRelease
                || host.web().fastcgi().isEmpty();
        return chosen ? reached : firstThatAnswers(host, reached, key, remaining);
    }

    private static Duration patience(Opcache opcache) {
        var within = opcache.proof().within();
        return within.compareTo(MOST_PATIENCE) < 0 ? within : MOST_PATIENCE;
    }

    private Reached firstThatAnswers(Host host, Reached web, EndpointKey key, Remaining remaining)
            throws EndpointException {
        var known = answered.get(host.name());
        if (known != null) {
            return known == EndpointRoute.WEB_SERVER ? web : overSocket(host, key, remaining);
        }
        try {
            return remembered(host, web);
        } catch (EndpointException failed) {
            if (!failed.kind().notPassedOn()) {
                return web;
            }
            return insteadOf(failed, host, key, remaining);
        }
    }

    private Reached insteadOf(EndpointException failed, Host host, EndpointKey key, Remaining remaining)
            throws EndpointException {
        try {
            return remembered(host, overSocket(host, key, remaining));
        } catch (EndpointException too) {
            throw new EndpointException(
                    failed.kind(),
                    failed.getMessage() + "; and over PHP-FPM's socket: " + too.getMessage(),
                    failed.next());
        }
    }

    private Reached remembered(Host host, Reached reached) throws EndpointException {
        reached.client().status("");
        answered.put(host.name(), reached.route());
        return reached;
    }

    private Reached overSocket(Host host, EndpointKey key, Remaining remaining) throws EndpointException {
        try {
            return new Reached(client(host, new BoundedHttp(fpm.of(host), remaining), key), EndpointRoute.FPM_SOCKET);
        } catch (HostException e) {
            throw new EndpointException(Kind.NO_ANSWER, String.valueOf(e.getMessage()), e.next());
        }
    }

    private EndpointClient client(Host host, HostHttp http, EndpointKey key) {
        var at = new EndpointSite(fleet.inventory(), fleet.site(), host.name().value());
        return new EndpointClient(http, new RequestSigner(key), at, EndpointScript.PATH, nonces, time::now);
    }
}
