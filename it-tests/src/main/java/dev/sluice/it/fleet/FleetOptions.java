package dev.sluice.it.fleet;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a fleet is to be; {@link #start()} makes it so. The settings given as lines come before (sshd, where the first wins)
 * or after (PHP, where the last wins) the fleet's own.
 *
 * @param hosts how many, named {@code web01} and so on
 * @param workerHosts how many besides, named {@code jobs01} and so on, with an sshd only
 * @param workers PHP-FPM workers on each host, a fixed number
 * @param server what serves the site
 * @param root which root nginx tells PHP
 * @param sshdLines lines for {@code sshd_config}
 * @param vhostLines lines for the site's {@code server} block of nginx, or virtual host of Apache
 * @param phpLines lines for {@code php.ini}
 */
public record FleetOptions(
        int hosts,
        int workerHosts,
        int workers,
        WebServer server,
        DocumentRoot root,
        List<String> sshdLines,
        List<String> vhostLines,
        List<String> phpLines) {
    /** 127.0.1.1 to 127.0.1.250. */
    private static final int MOST_HOSTS = 250;

    /** What stands before PHP, or runs it. */
    public enum WebServer {
        /** nginx with PHP-FPM. */
        NGINX,
        /** nginx that hands requests to two PHP-FPM masters by turns, each with a cache of its own. */
        NGINX_TWO_MASTERS,
        /** Apache with PHP-FPM, by mod_proxy_fcgi. */
        APACHE_FPM,
        /** Apache with mod_php: its own processes are PHP's workers. */
        APACHE_MODULE;

        boolean isApache() {
            return this == APACHE_FPM || this == APACHE_MODULE;
        }
    }

    /** The nginx variable that tells PHP where the site is. */
    public enum DocumentRoot {
        /** The path through the link {@code current}: PHP's caches hide a new release until they are reset. */
        DOCUMENT_ROOT("$document_root"),
        /** The link's target, resolved by nginx at each request. */
        REALPATH_ROOT("$realpath_root");

        private final String variable;

        DocumentRoot(String variable) {
            this.variable = variable;
        }

        String variable() {
            return variable;
        }
    }

    public FleetOptions {
        if (hosts < 1 || workerHosts < 0 || hosts + workerHosts > MOST_HOSTS) {
            throw new IllegalArgumentException(
                    "a fleet has 1 to " + MOST_HOSTS + " hosts, not " + hosts + " and " + workerHosts);
        }
        if (workers < 1) {
            throw new IllegalArgumentException("a host has at least one PHP worker, not " + workers);
        }
        sshdLines = List.copyOf(sshdLines);
        vhostLines = List.copyOf(vhostLines);
        phpLines = List.copyOf(phpLines);
    }

    static FleetOptions of(int hosts) {
        return new FleetOptions(
                hosts, 0, 4, WebServer.NGINX, DocumentRoot.DOCUMENT_ROOT, List.of(), List.of(), List.of());
    }

    /** Hosts without nginx and PHP besides the others: where queues and cron jobs run. */
    public FleetOptions workerHosts(int count) {
        return new FleetOptions(hosts, count, workers, server, root, sshdLines, vhostLines, phpLines);
    }

    public FleetOptions workers(int count) {
        return new FleetOptions(hosts, workerHosts, count, server, root, sshdLines, vhostLines, phpLines);
    }

    public FleetOptions server(WebServer other) {
        return new FleetOptions(hosts, workerHosts, workers, other, root, sshdLines, vhostLines, phpLines);
    }

    public FleetOptions root(DocumentRoot variable) {
        return new FleetOptions(hosts, workerHosts, workers, server, variable, sshdLines, vhostLines, phpLines);
    }

    public FleetOptions sshd(String... lines) {
        return new FleetOptions(hosts, workerHosts, workers, server, root, List.of(lines), vhostLines, phpLines);
    }

    public FleetOptions vhost(String... lines) {
        return new FleetOptions(hosts, workerHosts, workers, server, root, sshdLines, List.of(lines), phpLines);
    }

    public FleetOptions php(String... lines) {
        return new FleetOptions(hosts, workerHosts, workers, server, root, sshdLines, vhostLines, List.of(lines));
    }

    /** Starts such a fleet and returns when every server of every host serves. */
    public RealFleet start() {
        return RealFleet.start(this);
    }

    List<HostAddress> addresses() {
        int digits = Math.max(2, Integer.toString(Math.max(hosts, workerHosts)).length());
        return Stream.concat(
                        IntStream.rangeClosed(1, hosts)
                                .mapToObj(number -> HostAddress.of(HostKind.WEB, number, digits, number)),
                        IntStream.rangeClosed(1, workerHosts)
                                .mapToObj(number -> HostAddress.of(HostKind.WORKER, number, digits, hosts + number)))
                .toList();
    }

    /** A host's name and its loopback address: {@code web01} has 127.0.1.1. */
    record HostAddress(HostKind kind, String name, String ip) {
        static HostAddress of(HostKind kind, int number, int digits, int last) {
            return new HostAddress(kind, kind.prefix() + ("%0" + digits + "d").formatted(number), "127.0.1." + last);
        }
    }
}
