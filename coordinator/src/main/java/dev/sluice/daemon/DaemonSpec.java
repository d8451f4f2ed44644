package dev.sluice.daemon;

import dev.sluice.document.SecretReference;
import dev.sluice.operation.Approver;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a daemon serves.
 *
 * @param concurrentRollouts of sites that share hosts
 * @param http empty where HTTP is not served
 */
public record DaemonSpec(
        List<SiteFiles> sites,
        int concurrentRollouts,
        Retain retain,
        Optional<Heartbeat> heartbeat,
        Optional<Http> http) {
    public DaemonSpec {
        sites = List.copyOf(sites);
    }

    /** One site, with nothing but defaults. */
    public static DaemonSpec of(Path inventory, Path playbook) {
        return new DaemonSpec(
                List.of(new SiteFiles(inventory, playbook)), 1, Retain.DEFAULT, Optional.empty(), Optional.empty());
    }

    /** The same with HTTP at this address, whatever the file has. */
    public DaemonSpec listening(InetSocketAddress address) {
        var served = http.orElseGet(() -> new Http(address, List.of(), Optional.empty(), Approver.ANYBODY));
        return new DaemonSpec(sites, concurrentRollouts, retain, heartbeat, Optional.of(served.at(address)));
    }

    /** The two files of a site. */
    public record SiteFiles(Path inventory, Path playbook) {}

    /**
     * Which records of rollouts are kept: whichever is more, for each site.
     *
     * @param rollouts the newest, whatever their age
     * @param age up to which, whatever their number
     */
    public record Retain(int rollouts, Duration age) {
        static final Retain DEFAULT = new Retain(200, Duration.ofDays(400));
    }

    /** A URL that is requested while the daemon lives, so that its silence is noticed elsewhere. */
    public record Heartbeat(URI url, Duration every) {}

    /**
     * What is served by HTTP.
     *
     * @param listen a loopback address
     * @param artifacts directories from which a release may be started
     * @param people whom a reverse proxy names
     */
    public record Http(InetSocketAddress listen, List<Path> artifacts, Optional<PeopleSpec> people, Approver approver) {
        public Http {
            artifacts = List.copyOf(artifacts);
        }

        Http at(InetSocketAddress address) {
            return new Http(address, artifacts, people, approver);
        }
    }

    /**
     * People whom a reverse proxy has signed in.
     *
     * @param header in which it writes their names
     * @param secret what it sends to prove itself
     * @param proxies addresses from which it connects
     * @param scopes by names, as words; {@code *} is everybody else
     */
    public record PeopleSpec(
            String header, SecretReference secret, Set<String> proxies, Map<String, Set<String>> scopes) {
        public PeopleSpec {
            proxies = Set.copyOf(proxies);
            scopes = Map.copyOf(scopes);
        }
    }
}
