package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.EndpointClients.Reached;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Proof;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way to a host's endpoint is taken. */
class EndpointClientsTest {
    private static final EndpointSite FLEET = new EndpointSite("prod", "shop", "");
    private static final EndpointChoice AUTO = new EndpointChoice.Auto();

    private final FakePool web = new FakePool(1);
    private final FakePool socket = new FakePool(1);
    private final EndpointClients clients = clients(host -> socket);
    private int nonce;

    private EndpointClients clients(EndpointClients.Fpm fpm) {
        return new EndpointClients(FLEET, fpm, () -> String.format("%032x", nonce++), web.time);
    }

    @Test
    void each_way_is_taken_where_the_playbook_names_it() throws Exception {
        assertEquals(
                EndpointRoute.WEB_SERVER, reach(new EndpointChoice.InRelease()).route());
        assertEquals(
                EndpointRoute.FPM_SOCKET, reach(new EndpointChoice.FastCgi()).route());
        assertTrue(web.asked.isEmpty() && socket.asked.isEmpty(), "nobody had to be asked for that");
    }

    @Test
    void the_web_server_goes_before_the_socket_and_is_not_asked_twice() throws Exception {
        assertEquals(EndpointRoute.WEB_SERVER, reach(AUTO).route());
        assertEquals(EndpointRoute.WEB_SERVER, reach(AUTO).route());
        assertEquals(1, web.asked.size());
        assertTrue(socket.asked.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 401, 403, 302, 200})
    void where_the_web_server_does_not_pass_it_on_the_socket_is_taken_from_then_on(int status) throws Exception {
        web.instead.add(answer(status));
        assertEquals(EndpointRoute.FPM_SOCKET, reach(AUTO).route());
        var again = reach(AUTO);
        assertEquals(EndpointRoute.FPM_SOCKET, again.route());
        assertEquals("old", again.client().status("").release().file());
        assertEquals(1, web.asked.size());
    }

    @Test
    void a_web_server_in_trouble_decides_nothing() throws Exception {
        web.instead.add(answer(502));
        assertEquals(EndpointRoute.WEB_SERVER, reach(AUTO).route());
        web.instead.add(answer(404));
        assertEquals(EndpointRoute.FPM_SOCKET, reach(AUTO).route(), "and is asked again the next time");
    }

    @Test
    void where_neither_way_leads_to_it_both_are_told() {
        web.instead.add(answer(404));
        socket.instead.add(answer(500));
        var failure = assertThrows(EndpointException.class, () -> reach(AUTO));
        assertEquals(Kind.MISSING, failure.kind());
        assertTrue(
                String.valueOf(failure.getMessage())
                        .matches(".* answered 404; and over PHP-FPM's socket: .* answered 500: .*"),
                failure::getMessage);
    }

    /** It was never PHP's turn, so the same request is sent again, slower; other requests keep to that pace. */
    @Test
    void a_request_that_was_turned_away_is_sent_again_later() throws Exception {
        for (int i = 0; i < 4; i++) {
            web.instead.add(answer(i % 2 == 0 ? 429 : 503));
        }
        var endpoint = reach(new EndpointChoice.InRelease());
        var began = web.time.elapsed();
        assertEquals("old", endpoint.client().status("").release().file());
        var slow = web.time.elapsed().minus(began);
        assertTrue(slow.toMillis() >= 50 + 100 + 200 + 400, slow::toString);
        began = web.time.elapsed();
        endpoint.client().status("");
        endpoint.client().status("");
        var paced = web.time.elapsed().minus(began);
        assertTrue(paced.toMillis() >= 300, paced::toString);
    }

    /** Seconds are kept to, within bounds; a date is not worth a clock. */
    @ParameterizedTest
    @CsvSource({"2, 2000", "3600, 5000", "'Wed, 21 Oct 2026 07:28:00 GMT', 50"})
    void the_time_that_a_web_server_asks_for_is_waited(String wish, long waited) throws Exception {
        web.instead.add(
                new HttpAnswer(503, Map.of("retry-after", List.of(wish)), "Service Unavailable", Duration.ZERO));
        assertEquals(
                "old",
                reach(new EndpointChoice.InRelease())
                        .client()
                        .status("")
                        .release()
                        .file());
        var took = web.time.elapsed().toMillis();
        assertTrue(took >= waited && took < waited + 500, () -> took + " ms");
    }

    @Test
    void a_web_server_that_turns_everything_away_is_given_up_in_time_and_named() throws Exception {
        for (int i = 0; i < 100; i++) {
            web.instead.add(answer(503));
        }
        var endpoint = reach(new EndpointChoice.InRelease());
        var failure =
                assertThrows(EndpointException.class, () -> endpoint.client().status(""));
        assertEquals(Kind.LIMITED, failure.kind());
        assertEquals(false, failure.kind().passing());
        assertTrue(String.valueOf(failure.getMessage()).contains("rate limit"), failure::getMessage);
        var took = web.time.elapsed();
        assertTrue(took.toMillis() >= 5_000 && took.toMillis() < 6_500, took::toString);
        assertTrue(web.instead.size() > 85, () -> web.instead.size() + " of 100 are left");
    }

    /** Apache answers 503 while PHP-FPM restarts: that passes, and is no limit. */
    @Test
    void a_503_of_apache_is_a_php_that_restarts() throws Exception {
        web.instead.add(
                new HttpAnswer(503, Map.of("server", List.of("Apache/2.4.62")), "Service Unavailable", Duration.ZERO));
        var endpoint = reach(new EndpointChoice.InRelease());
        var failure =
                assertThrows(EndpointException.class, () -> endpoint.client().status(""));
        assertEquals(Kind.SERVER_ERROR, failure.kind());
    }

    @Test
    void a_host_without_a_known_socket_has_no_choice() throws Exception {
        web.instead.add(answer(404));
        assertEquals(EndpointRoute.WEB_SERVER, reach(AUTO, Optional.empty()).route());
        assertTrue(web.asked.isEmpty());
    }

    @Test
    void a_host_without_a_session_is_told_in_its_words() {
        var gone = clients(host -> {
            throw new HostException(host.name(), HostException.Kind.UNREACHABLE, "cannot connect", "look there");
        });
        var failure = assertThrows(
                EndpointException.class,
                () -> gone.of(
                        FakePool.host(Optional.of("unix:/s")),
                        web,
                        opcache(new EndpointChoice.FastCgi()),
                        FakePool.KEY));
        assertEquals("cannot connect", failure.getMessage());
        assertEquals("look there", failure.next());
    }

    private Reached reach(EndpointChoice choice) throws EndpointException {
        return reach(choice, Optional.of("unix:/run/php/php-fpm.sock"));
    }

    private Reached reach(EndpointChoice choice, Optional<String> fastcgi) throws EndpointException {
        HostHttp http = web;
        return clients.of(FakePool.host(fastcgi), http, opcache(choice), FakePool.KEY);
    }

    private static Opcache opcache(EndpointChoice choice) {
        var proof = new Proof(new Proof.Workers.All(), Duration.ofSeconds(5), Proof.Busy.WAIT, Duration.ofMinutes(10));
        return new Opcache(choice, Optional.empty(), Opcache.Method.AUTO, Optional.empty(), true, proof, List.of());
    }

    private static HttpAnswer answer(int status) {
        return new HttpAnswer(status, Map.of(), "something else", Duration.ZERO);
    }
}
