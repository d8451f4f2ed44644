package dev.sluice.it.front;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Account;
import dev.sluice.it.fleet.FreePort;
import dev.sluice.it.fleet.RequiredPrograms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * An nginx with the configuration that the page about HTTP shows, without TLS, on ports of this machine. Alice and bert have passwords: their names.
 *
 * @param people port of the server for people
 * @param programs port of the server for programs
 */
record NginxOfThePage(Process process, int people, int programs) implements AutoCloseable {
    private static final Path PAGE = Path.of("../coordinator/docs/http.md");

    /** A block of the page, such as {@code yaml} of the section about people. */
    static String block(String language, String after) throws IOException {
        var text = Files.readString(PAGE);
        var found = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(text);
        assertTrue(found.find(text.indexOf(after)), language);
        return found.group(1);
    }

    /** @param daemon the port that is passed on to */
    static NginxOfThePage start(Path directory, int daemon, String secret) throws IOException {
        var people = FreePort.on("127.0.0.1");
        var programs = FreePort.on("127.0.0.1");
        var servers = servers(directory, secret)
                .replaceFirst("listen 443 ssl;", "listen 127.0.0.1:" + people + ";")
                .replaceFirst("listen 443 ssl;", "listen 127.0.0.1:" + programs + ";")
                .replace("127.0.0.1:8420", "127.0.0.1:" + daemon);
        var file = Files.writeString(directory.resolve("nginx.conf"), settings(directory, servers));
        var program = RequiredPrograms.ofThisMachine().program("nginx").toString();
        var log = directory.resolve("nginx.log");
        var process = new ProcessBuilder(List.of(program, "-c", file.toString(), "-e", log.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.out").toFile())
                .start();
        var nginx = new NginxOfThePage(process, people, programs);
        Awaitility.await(log.toString())
                .atMost(Duration.ofMinutes(1))
                .until(() -> !process.isAlive() || (accepts(people) && accepts(programs)));
        assertTrue(process.isAlive(), () -> read(directory.resolve("nginx.out")) + read(log));
        return nginx;
    }

    private static String servers(Path directory, String secret) throws IOException {
        var passwords = Files.writeString(directory.resolve("htpasswd"), "alice:{PLAIN}alice\nbert:{PLAIN}bert\n");
        var header = Files.writeString(
                directory.resolve("proxy.conf"), "proxy_set_header X-Sluice-Proxy \"" + secret + "\";\n");
        return block("nginx", "### nginx")
                .replaceAll("ssl_certificate.*", "")
                .replace("/etc/nginx/sluice.htpasswd", passwords.toString())
                .replace("/etc/nginx/sluice-proxy.conf", header.toString());
    }

    private static String settings(Path directory, String servers) {
        return """
                %s
                daemon off;
                pid %2$s/nginx.pid;
                events {}
                http {
                access_log off;
                client_body_temp_path %2$s/body;
                proxy_temp_path %2$s/proxy;
                fastcgi_temp_path %2$s/fastcgi;
                uwsgi_temp_path %2$s/uwsgi;
                scgi_temp_path %2$s/scgi;
                %3$s
                }
                """.formatted(Account.current().isRoot() ? "user root;" : "", directory, servers);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
