package dev.sluice.it.measure;

import dev.sluice.it.fleet.FleetOptions;
import dev.sluice.it.fleet.FleetOptions.DocumentRoot;
import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param servers one row each
 * @param balancer what stands before them
 * @param command what the operator does again and again
 * @param releases good ones, one after the other
 * @param reverts bad ones among them, which are taken back
 * @param slow connections that keep a worker busy for {@link #SLOW_MILLIS} each time
 * @param connections of ordinary visitors, to each host
 * @param perSecond requests of each ordinary connection
 * @param load percent of what the hosts can answer, which is then measured first, instead of {@code perSecond}; 0 for none
 * @param method {@code opcache.method}
 * @param files PHP files of the site besides its own, all of which each page loads
 * @param databaseMillis each page keeps its worker so long besides, as if it waited for a database
 */
record TrafficOrder(
        List<Server> servers,
        Balancer balancer,
        Command command,
        int releases,
        int reverts,
        int slow,
        int connections,
        int perSecond,
        int load,
        String method,
        int files,
        int databaseMillis) {
    static final int SLOW_MILLIS = 500;

    static final String USAGE = """
            it-tests/traffic [--server NAME[,NAME…]] [--balancer none|haproxy] [--command release|plan]
                             [--releases N] [--reverts N] [--slow N] [--connections N] [--per-second N | --load PERCENT]
                             [--method auto|invalidate|reset|reload|none] [--files N] [--database-millis N]

              --server       nginx-document-root, nginx-realpath-root, apache-fpm, apache-module; all when it is not given
              --balancer     haproxy: three hosts, each of them taken out while it is switched (none)
              --command      release, or plan: what visitors see without a switch (release)
              --releases     good releases, one after the other (20)
              --reverts      bad ones among them, which are taken back (5)
              --slow         connections that keep a worker busy for half a second each time (4)
              --connections  of ordinary visitors, to each host (16); 0, and --slow 0, for none
              --per-second   requests of each of these (60)
              --load         as many as make this share of what the hosts answer at most, which is measured first
              --method       opcache.method in the playbook (auto)
              --files        PHP files that each page loads besides its own (0)
              --database-millis  each page keeps its worker so long, besides, as if it waited for a database (0)

              it-tests/traffic --releases 20 --server nginx-document-root --slow 4
            """;

    /** What is measured, and what it is compared with. */
    enum Command {
        RELEASE,
        /** Everything but the switch: a coordinator that starts, reads the artifact and asks the host. */
        PLAN
    }

    /** Whether visitors know of hosts. */
    enum Balancer {
        NONE,
        HAPROXY
    }

    /** Where visitors go. */
    enum Server {
        NGINX_DOCUMENT_ROOT,
        NGINX_REALPATH_ROOT,
        APACHE_FPM,
        APACHE_MODULE;

        FleetOptions on(int count) {
            var hosts = RealFleet.of(count).workers(8);
            return switch (this) {
                case NGINX_DOCUMENT_ROOT -> hosts;
                case NGINX_REALPATH_ROOT -> hosts.root(DocumentRoot.REALPATH_ROOT);
                case APACHE_FPM -> hosts.server(WebServer.APACHE_FPM);
                case APACHE_MODULE -> hosts.server(WebServer.APACHE_MODULE);
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Server of(String word) {
            return Arrays.stream(values())
                    .filter(server -> server.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no server is called " + word));
        }
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static TrafficOrder parse(String... arguments) {
        var given = new LinkedHashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!USAGE.contains("  " + arguments[i] + " ") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("not understood: " + arguments[i]);
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        var servers = given.containsKey("--server")
                ? Arrays.stream(given.get("--server").split(","))
                        .map(Server::of)
                        .toList()
                : List.of(Server.values());
        return new TrafficOrder(
                servers,
                Balancer.valueOf(given.getOrDefault("--balancer", "none").toUpperCase(Locale.ROOT)),
                Command.valueOf(given.getOrDefault("--command", "release").toUpperCase(Locale.ROOT)),
                number(given, "--releases", 20),
                number(given, "--reverts", 5),
                number(given, "--slow", 4),
                number(given, "--connections", 16),
                number(given, "--per-second", 60),
                number(given, "--load", 0),
                given.getOrDefault("--method", "auto"),
                number(given, "--files", 0),
                number(given, "--database-millis", 0));
    }

    private static int number(Map<String, String> given, String option, int otherwise) {
        try {
            return Integer.parseInt(given.getOrDefault(option, Integer.toString(otherwise)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " wants a number, not " + given.get(option), e);
        }
    }

    /** What ordinary visitors ask for. */
    String page() {
        return databaseMillis == 0 ? "/" : "/?ms=" + databaseMillis;
    }

    /** With room in OPcache for every release: what a restart costs is measured with {@code --method reset}. */
    FleetOptions fleet(Server server, int hosts) {
        var fleet = server.on(hosts);
        return files == 0
                ? fleet
                : fleet.php("opcache.memory_consumption = 512", "opcache.max_accelerated_files = 100000");
    }

    /** A release that finds its root once a request, as sites on {@code $realpath_root} should; elsewhere one that does not. */
    SampleSite site(Server server, String label) {
        var site = SampleSite.of(label).withFiller(files, files);
        return server == Server.NGINX_REALPATH_ROOT ? site.resolvingItsRootOnce() : site;
    }
}
