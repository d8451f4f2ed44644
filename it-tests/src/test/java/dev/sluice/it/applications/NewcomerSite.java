package dev.sluice.it.applications;

import static dev.sluice.it.release.EndedAssert.ends;

import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.EndedAssert;
import dev.sluice.it.release.Operator;
import dev.sluice.it.web.WebConnection;
import dev.sluice.playbook.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One host for an application, set up with nothing but what {@code sluice init --from} wrote: its playbook as it is, its inventory with the
 * host's address, and its lines for the web server.
 */
final class NewcomerSite implements AutoCloseable {
    private static final String SITE = "shop.example.test";

    private final RealFleet fleet;
    private final Application application;
    private final WebServer server;
    private final Operator operator;
    private final long began = System.nanoTime();

    private NewcomerSite(RealFleet fleet, Application application, WebServer server, Operator operator) {
        this.fleet = fleet;
        this.application = application;
        this.server = server;
        this.operator = operator;
    }

    /** @param directory an empty one */
    static NewcomerSite of(Application application, WebServer server, Path directory) throws IOException {
        var fleet = RealFleet.of(1).server(server).start();
        try {
            var operator = Operator.ofInit(directory, "--from", application.toString(), "--host", "web01");
            var site = new NewcomerSite(fleet, application, server, operator);
            site.adapt(directory);
            site.serve(Files.readString(directory.resolve("playbook.yml")));
            return site;
        } catch (IOException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    RealHost host() {
        return fleet.host(1);
    }

    Path shared() {
        return host().sitePath().resolve("shared");
    }

    /** The path and the addresses of this host, as a newcomer corrects them. */
    private void adapt(Path directory) throws IOException {
        var made = "/var/www/" + directory.getFileName();
        var playbook = directory.resolve("playbook.yml");
        Files.writeString(
                playbook,
                Files.readString(playbook).replace(made, host().sitePath().toString()));
        var inventory = directory.resolve("inventory.yml");
        Files.writeString(
                inventory,
                Files.readString(inventory)
                        .replace(made, host().sitePath().toString())
                        .replace(
                                "    user: deploy",
                                "    user: %s\n    port: %d\n    key: %s\n    known_hosts: %s"
                                        .formatted(
                                                fleet.sshUser(),
                                                host().sshPort(),
                                                fleet.clientKey(),
                                                fleet.knownHosts()))
                        .replace("http://127.0.0.1", "http://" + host().address() + ":" + host().httpPort())
                        .replace("host: \"web01\"", "host: " + SITE)
                        .replace("- \"web01\"", "- { name: web01, address: " + host().address() + " }"));
    }

    /** Serves by the lines at the playbook's end and by nothing else. */
    private void serve(String playbook) throws IOException {
        var etc = fleet.directory().resolve("web01/etc");
        var nginx = server == WebServer.NGINX;
        var file = etc.resolve(nginx ? "nginx.conf" : "apache.conf");
        var text = Files.readString(file);
        if (nginx) {
            Files.copy(Path.of("/etc/nginx/fastcgi_params"), etc.resolve("fastcgi_params"));
        }
        var name = nginx ? "server_name " + SITE + ";" : "ServerName " + SITE;
        var from = text.indexOf(name) + name.length();
        var end = nginx ? "\n}\n}\n" : "\n</VirtualHost>\n";
        Files.writeString(file, text.substring(0, from) + "\n" + lines(playbook, nginx ? "nginx" : "Apache") + end);
        host().webServer().signalAll(Signal.KILL);
        host().webServer().start();
    }

    private String lines(String playbook, String of) {
        var socket = "unix:" + host().fpmSocket();
        return playbook.lines()
                .dropWhile(line -> !line.startsWith("#   " + of))
                .skip(1)
                .takeWhile(line -> line.startsWith("#     "))
                .map(line -> line.substring(1).strip())
                .map(line -> server == WebServer.APACHE_MODULE
                        ? line.replaceFirst("SetHandler .*", "SetHandler application/x-httpd-php")
                        : line.replace("unix:/run/php/php-fpm.sock", socket))
                .collect(Collectors.joining("\n"));
    }

    /** Releases a tree under this id. */
    EndedAssert release(int exitCode, Path tree, String id) {
        return run(exitCode, "release", "--artifact", tree.toString(), "--release", id, "--yes");
    }

    EndedAssert run(int exitCode, String... arguments) {
        return ends(exitCode, operator.run(arguments));
    }

    /** What a visitor gets. */
    String get(String page) throws IOException {
        return WebConnection.getOnce(host().web(), page).body();
    }

    int status(String page) throws IOException {
        return WebConnection.getOnce(host().web(), page).status();
    }

    /** Prints how long it has been since the servers were started for {@code init}. */
    void printTime(String what) {
        System.out.printf(
                Locale.ROOT,
                "%s by %s: %s after %d s%n",
                application,
                server,
                what,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    @Override
    public void close() {
        fleet.close();
    }
}
