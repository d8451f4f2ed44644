package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers in PHP's place: limits, passwords, other protocols. Each is named, and none is taken for a busy worker. */
class BeforePhpTest {
    private static final RealFleet FLEET = RealFleet.start(1);
    private static final LiveNginx NGINX = new LiveNginx(FLEET, 1);
    private static final String ENDPOINT = "location = /_sluice.php { %s " + NGINX.php() + " }";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterAll
    static void close() {
        FLEET.close();
    }

    private Operator operator(String proof) {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        return Operator.of(FLEET, PlaybookText.simple().proof(proof), directory);
    }

    @Test
    void a_rate_limit_in_front_of_php_is_kept_to() throws IOException {
        NGINX.use(limit("20r/s"), ENDPOINT.formatted("limit_req zone=calls;"));
        var operator = operator("within: 30s, busy: wait, busy_for: 5m");
        var refusedBefore = refused();
        var began = System.nanoTime();
        ends(0, operator.release(SampleSite.of("v2"))).shows("proved 4/4 workers");
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertEquals(SeenHost.on("v2"), SeenHost.of(FLEET.host(1)));
        var refused = refused() - refusedBefore;
        System.out.println("limit_req 20r/s: exit 0 in " + took.toSeconds() + " s, " + refused + " requests refused");
        assertTrue(refused < 100, () -> refused + " requests were refused");
        assertTrue(took.toSeconds() < 120, took::toString);
    }

    @Test
    void a_limit_that_lets_nothing_through_is_named_and_ends_in_time() throws IOException {
        NGINX.use(limit("1r/m"), ENDPOINT.formatted("limit_req zone=calls;"));
        var operator = operator("within: 5s, busy: wait, busy_for: 5m");
        var began = System.nanoTime();
        var ended = operator.release(SampleSite.of("v2"));
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(ended.exitCode() == 4 || ended.exitCode() == 5 || ended.exitCode() == 6, ended::toString);
        assertTrue(ended.said().contains("rate limit"), ended::toString);
        assertTrue(took.toSeconds() < 60, took::toString);
        System.out.println("limit_req 1r/m: exit " + ended.exitCode() + " in " + took.toSeconds() + " s");
    }

    private static String limit(String rate) {
        return "limit_req_zone $server_name zone=calls:1m rate=" + rate + ";";
    }

    private static long refused() {
        return Pattern.compile("limiting requests")
                .matcher(FLEET.host(1).logTails().getOrDefault(FLEET.host(1).name() + " nginx", ""))
                .results()
                .count();
    }

    @Test
    void doctor_and_a_release_name_the_answer_of_a_web_server() {
        distinguishes("return 401;", "asks for a password (401)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        fastcgi_pass unix:/nowhere; break;       | the web server received no answer from PHP (502)
        return 403;                              | nginx answers 403 for /_sluice.php
        client_max_body_size 10;                 | takes no body of 4 kB (413)
        return 429;                              | a rate limit or connection limit in front of PHP
        return 503;                              | a rate limit or connection limit in front of PHP
        return 504;                              | the web server gave up waiting for PHP (504)
        return 200 '<input type="password">';    | a login page answered
        return 403 'x/challenge-platform/x';     | a CDN answers with a challenge
        """)
    @Tag("everything")
    void doctor_distinguishes_each_answer_of_a_web_server(String line, String shown) {
        distinguishes(line, shown);
    }

    private void distinguishes(String line, String shown) {
        var operator = operator("within: 2s");
        NGINX.use("", "");
        ends(0, operator.run("adopt", "--yes"));
        var own = line.contains("fastcgi_pass")
                ? "location = /_sluice.php { include fastcgi_params; fastcgi_pass unix:/nowhere; }"
                : ENDPOINT.formatted(line);
        NGINX.use("", own);
        ends(4, operator.run("doctor")).shows(shown).showsNot("Symfony");
        var ended = operator.release(SampleSite.of("v2"));
        ends(4, ended);
        assertEquals("releases/v1", FLEET.host(1).site().current());
    }

    @Test
    void php_files_that_are_sent_as_text_are_a_finding_of_their_own() {
        var operator = operator("within: 2s");
        NGINX.use("", "");
        ends(0, operator.run("adopt", "--yes"));
        NGINX.use("", "location = /_sluice.php { root " + FLEET.host(1).sitePath() + "/current/public; }");
        ends(4, operator.run("doctor"))
                .shows("php source: the web server sends /_sluice.php as text instead of running it")
                .shows("can be read by anybody")
                .shows("location = /_sluice.php {");
        ends(4, operator.release(SampleSite.of("v2")))
                .shows("a static file (405)")
                .shows("doctor: ");
    }

    @Test
    void a_listener_that_waits_for_another_protocol_is_named() {
        speaks("proxy_protocol", "without a byte of an answer", "add a listener without it for the host itself");
    }

    @Test
    @Tag("everything")
    void a_listener_that_speaks_another_version_only_is_named() {
        speaks("http2", "speaks HTTP/2 only", "HTTP/1.1");
    }

    private void speaks(String option, String what, String next) {
        NGINX.use("", "");
        var operator = operator("within: 2s");
        ends(0, operator.run("adopt", "--yes"));
        var address = FLEET.host(1).address() + ":" + FLEET.host(1).httpPort();
        NGINX.replace("listen " + address, "listen " + address + " " + option);
        try {
            ends(4, operator.run("doctor")).shows(what).shows(next);
            ends(4, operator.release(SampleSite.of("v2"))).shows(what);
        } finally {
            NGINX.use("", "");
        }
        assertEquals("releases/v1", FLEET.host(1).site().current());
    }

    @Test
    void a_port_of_ssh_is_named() throws IOException {
        NGINX.use("", "");
        var operator = operator("within: 2s");
        inventory(FLEET.inventory("prod")
                .replace(
                        "{address}:" + FLEET.host(1).httpPort(),
                        "{address}:" + FLEET.host(1).sshPort()));
        ends(4, operator.release(SampleSite.of("v2"))).shows("an SSH server answered: SSH-2.0");
    }

    /** The address that PHP sees is written in more than one way, too. */
    @Test
    void a_web_server_that_listens_on_ipv6_only_is_released_to() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "needs IPv6 on this machine");
        var port = NGINX.freePort();
        NGINX.use("", "listen [::1]:" + port + ";");
        var operator = operator("within: 1m");
        inventory(FLEET.inventory("prod").replace("{address}:" + FLEET.host(1).httpPort(), "[::1]:" + port));
        ends(0, operator.release(SampleSite.of("v2"))).shows("proved 4/4 workers");
        ends(0, operator.run("doctor")).shows("endpoint: it answers, and PHP serves what current names");
    }

    private void inventory(String text) throws IOException {
        Files.writeString(directory.resolve("inventory.yml"), text);
    }

    /** Who may call follows from web.url and web.via: the list on the host is older than a changed inventory, and the release corrects it. */
    @Test
    void another_way_to_the_site_is_taken_up_by_the_next_release() throws IOException {
        NGINX.use("", "");
        var operator = operator("within: 5s");
        ends(0, operator.run("adopt", "--yes"));
        var file = FLEET.host(1).sitePath().resolve(".sluice/endpoint.json");
        var text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"allow\":\\[[^]]*]", "\"allow\":[\"192.0.2.1\"]"));
        ends(4, operator.run("doctor")).shows("the host's .sluice/endpoint.json is older than the inventory");
        ends(0, operator.release(SampleSite.of("v3"))).shows("proved 4/4 workers");
        assertEquals(text, Files.readString(file));
        ends(0, operator.run("doctor")).showsNot("older than the inventory");
    }

    @Test
    void a_direct_connection_is_taken_up_by_the_next_release_and_so_is_the_way_back() throws IOException {
        NGINX.use("", "");
        var operator = operator("within: 5s");
        ends(0, operator.run("adopt", "--yes"));
        inventory(FLEET.inventory("prod").replace("  web:\n    url", "  web:\n    via: direct\n    url"));
        ends(0, operator.run("doctor")).shows("older than the inventory");
        ends(0, operator.release(SampleSite.of("v3"))).shows("proved 4/4 workers");
        inventory(FLEET.inventory("prod"));
        ends(0, operator.run("doctor")).shows("older than the inventory");
        ends(0, operator.release(SampleSite.of("v4")));
        ends(0, operator.run("doctor")).showsNot("older than the inventory");
    }
}
