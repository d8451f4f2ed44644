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
 * @param suites of the first hosts, one each; all others have the suite of the system property {@code sluice.it.suite}
 */
public record FleetOptions(
        int hosts,
        int workerHosts,
        int workers,
        WebServer server,
        DocumentRoot root,
        List<String> sshdLines,
        List<String> vhostLines,
        List<String> phpLines,
        List<Suite> suites) {
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
        if (suites.size() > hosts) {
            throw new IllegalArgumentException(suites.size() + " suites for " + hosts + " hosts");
        }
        phpLines = List.copyOf(phpLines);
        suites = List.copyOf(suites);
    }

    static FleetOptions of(int hosts) {
        return new FleetOptions(
                hosts, 0, 4, WebServer.NGINX, DocumentRoot.DOCUMENT_ROOT, List.of(), List.of(), List.of(), List.of());
    }

    /** Hosts without nginx and PHP besides the others: where queues and cron jobs run. */
    public FleetOptions workerHosts(int count) {
        return new FleetOptions(hosts, count, workers, server, root, sshdLines, vhostLines, phpLines, suites);
    }

    public FleetOptions workers(int count) {
        return new FleetOptions(hosts, workerHosts, count, server, root, sshdLines, vhostLines, phpLines, suites);
    }

    public FleetOptions server(WebServer other) {
        return new FleetOptions(hosts, workerHosts, workers, other, root, sshdLines, vhostLines, phpLines, suites);
    }

    public FleetOptions root(DocumentRoot variable) {
        return new FleetOptions(hosts, workerHosts, workers, server, variable, sshdLines, vhostLines, phpLines, suites);
    }

    public FleetOptions sshd(String... lines) {
        return new FleetOptions(
                hosts, workerHosts, workers, server, root, List.of(lines), vhostLines, phpLines, suites);
    }

    public FleetOptions vhost(String... lines) {
        return new FleetOptions(hosts, workerHosts, workers, server, root, sshdLines, List.of(lines), phpLines, suites);
    }

    public FleetOptions php(String... lines) {
        return new FleetOptions(
                hosts, workerHosts, workers, server, root, sshdLines, vhostLines, List.of(lines), suites);
    }

    /** The Debian of {@code web01} and on, whatever the system property says: {@code suites(MACHINE, TRIXIE)}. */
    public FleetOptions suites(Suite... ofHosts) {
        return new FleetOptions(
                hosts, workerHosts, workers, server, root, sshdLines, vhostLines, phpLines, List.of(ofHosts));
    }

    /** Starts such a fleet and returns when every server of every host serves. */
    public RealFleet start() {
        return RealFleet.start(this);
    }

    List<HostAddress> addresses() {
        int digits = Math.max(2, Integer.toString(Math.max(hosts, workerHosts)).length());
        return Stream.concat(
                        IntStream.rangeClosed(1, hosts)
                                .mapToObj(
                                        number -> HostAddress.of(HostKind.WEB, number, digits, number, suite(number))),
                        IntStream.rangeClosed(1, workerHosts)
                                .mapToObj(number -> HostAddress.of(
                                        HostKind.WORKER, number, digits, hosts + number, Suite.ofTheTests())))
                .toList();
    }

    private Suite suite(int number) {
        return number <= suites.size() ? suites.get(number - 1) : Suite.ofTheTests();
    }

    /** A host's name, its loopback address, which for {@code web01} is 127.0.1.1, and its Debian. */
    record HostAddress(HostKind kind, String name, String ip, Suite suite) {
        static HostAddress of(HostKind kind, int number, int digits, int last, Suite suite) {
            return new HostAddress(
                    kind, kind.prefix() + ("%0" + digits + "d").formatted(number), "127.0.1." + last, suite);
        }
    }
}
