package dev.sluice.it.php;

import static dev.sluice.it.php.HandWritten.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.host.HttpAnswer;
import dev.sluice.it.fleet.FleetOptions;
import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer says besides what was asked, where PHP is set to tell all, or lets the endpoint do nothing. */
class EndpointLeaksTest {
    private static final String[] TALKATIVE = {
        "display_errors = 1",
        "html_errors = 0",
        "expose_php = 1",
        "error_reporting = -1",
        "opcache.restrict_api = /elsewhere/"
    };

    private static final Set<String> HEADERS =
            Set.of("server", "date", "content-type", "connection", "cache-control", "x-robots-tag");

    @Test
    void no_operation_tells_a_path_or_a_version_where_php_shows_its_errors() throws Exception {
        try (var fleet = RealFleet.of(1).php(TALKATIVE).start();
                var host = live(fleet)) {
            var version = host.client().facts("v1").facts().orElseThrow().php();
            for (var op : List.of("status", "facts", "reset", "warm", "sweep", "invalidate", "dance")) {
                for (var release : List.of("\"v1\"", "[]", "\"../../etc\"")) {
                    var answer = host.answer(body(op).with("release", release));
                    assertTellsNothing(host, answer);
                    assertFalse(!op.equals("facts") && answer.body().contains(version), answer.body());
                }
            }
            assertTellsNothing(host, host.answer(body("status").with("nonce", "[]")));
            assertEquals("reset_refused", host.error(body("reset")));
        }
    }

    @Test
    void an_answer_is_kept_by_nobody_on_its_way() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = live(fleet)) {
            for (var answer : List.of(host.answer(body("status")), host.answer(body("dance")))) {
                assertEquals("no-store", answer.header("cache-control").orElse(""));
                assertEquals("noindex", answer.header("x-robots-tag").orElse(""));
                assertEquals("application/json", answer.header("content-type").orElse(""));
            }
        }
    }

    @Test
    void without_openssl_it_answers_to_nobody() throws Exception {
        try (var fleet = talkative("disable_functions = openssl_verify").start();
                var host = live(fleet)) {
            assertEquals(missing(host, "POST"), PlainHttp.shown(host.answer(body("status"))));
        }
    }

    @Test
    void functions_that_are_switched_off_are_told_by_a_code_and_not_by_php() throws Exception {
        try (var fleet = talkative("disable_functions = opcache_reset,opcache_get_status,posix_geteuid,posix_getppid")
                        .start();
                var host = live(fleet)) {
            for (var op : List.of("reset", "warm", "invalidate")) {
                assertEquals("no_opcache", host.error(body(op)), op);
                assertTellsNothing(host, host.answer(body(op)));
            }
            assertEquals("", host.error(body("status")));
        }
    }

    /** As Debian and Red Hat set it up: every name that ends in .php goes to PHP, whether there is such a file or not. */
    @ParameterizedTest
    @CsvSource({"APACHE_FPM, expose_php = 0", "APACHE_MODULE, expose_php = 1"})
    void to_a_stranger_behind_apache_it_is_a_php_file_that_is_not_there(WebServer server, String expose)
            throws Exception {
        assertNotThere(server, expose);
    }

    @Test
    @Tag("everything")
    void to_a_stranger_it_is_not_there_where_apache_asks_fpm_and_php_names_itself() throws Exception {
        assertNotThere(WebServer.APACHE_FPM, "expose_php = 1");
    }

    private void assertNotThere(WebServer server, String expose) throws Exception {
        try (var fleet = RealFleet.of(1).server(server).php(expose).start();
                var host = live(fleet)) {
            var wrong = new HandSigned(EndpointKey.generate(new SecureRandom())).authorization(EndpointHost.PATH, "{}");
            for (var headers : List.of(Map.<String, String>of(), Map.of("Sluice-Authorization", wrong))) {
                for (var method : List.of("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")) {
                    var missing = missing(host, method);
                    var stranger = HandSigned.call(method, EndpointHost.PATH, headers, "{}");
                    assertEquals(missing, PlainHttp.shown(host.http().send(stranger)), method + ", " + headers);
                    assertTrue(missing.startsWith("404"), missing);
                }
            }
            assertTrue(host.client().status("v1").release().names("v1"));
        }
    }

    private static FleetOptions talkative(String line) {
        return RealFleet.of(1).php("display_errors = 1", "expose_php = 1", line);
    }

    private static EndpointHost live(RealFleet fleet) {
        var host = new EndpointHost(fleet.host(1));
        host.add(SampleSite.of("v1"));
        host.host.site().make(SampleSite.of("v1"));
        return host;
    }

    private static void assertTellsNothing(EndpointHost host, HttpAnswer answer) {
        var shown = PlainHttp.shown(answer);
        assertEquals(200, answer.status(), shown);
        assertEquals(HEADERS, answer.headers().keySet(), shown);
        assertTrue(answer.body().startsWith("{\"v\":1,") && answer.body().endsWith("}"), shown);
        for (var told : List.of(host.host.sitePath().toString(), "_sluice.php", "Warning", "/elsewhere/", "PHP/")) {
            assertFalse(shown.contains(told) || shown.contains(told.replace("/", "\\/")), shown);
        }
    }

    private static String missing(EndpointHost host, String method) throws Exception {
        return PlainHttp.shown(host.http().send(HandSigned.call(method, "/_nothing.php", Map.of(), "{}")));
    }
}
