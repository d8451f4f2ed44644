package dev.sluice.fastcgi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.HttpCall.Connection;
import dev.sluice.host.ServiceAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FastCgiHttpTest {
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final int STDOUT = 6;
    private static final int STDERR = 7;
    private static final int END_REQUEST = 3;
    private static final byte[] COMPLETED = new byte[8];

    private final ScriptedFpm fpm = new ScriptedFpm();

    @Test
    void a_request_is_begun_told_and_ended_in_the_bytes_that_the_specification_names() {
        assertArrayEquals(
                new byte[] {
                    1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, // begin: responder, close when done
                    1, 4, 0, 1, 0, 5, 0, 0, 1, 2, 'A', 'b', 'c', // one pair
                    1, 4, 0, 1, 0, 0, 0, 0, // no more pairs
                    1, 5, 0, 1, 0, 2, 0, 0, '{', '}', // the body
                    1, 5, 0, 1, 0, 0, 0, 0, // no more of it
                },
                new FastCgiRequest(Map.of("A", "bc"), "{}").bytes());
    }

    @Test
    void a_long_value_has_a_length_of_four_bytes() {
        var bytes = new FastCgiRequest(Map.of("A", "x".repeat(300)), "").bytes();
        assertArrayEquals(new byte[] {1, (byte) 0x80, 0, 1, 44, 'A', 'x'}, Arrays.copyOfRange(bytes, 24, 31));
    }

    @Test
    void a_body_larger_than_a_record_is_sent_in_several() {
        var bytes = new FastCgiRequest(new TreeMap<>(), "x".repeat(70_000)).bytes();
        assertEquals(16 + 8 + 8 + 0xffff + 8 + 70_000 - 0xffff + 8, bytes.length);
    }

    @Test
    void an_answer_is_put_together_from_its_records_and_what_php_complains_of_is_dropped() throws Exception {
        fpm.answers(
                packed(STDOUT, "Status: 404 Not Found\r\nX-Powered-By: PHP/8\r\nContent-", 3),
                packed(STDERR, "Primary script unknown", 0),
                packed(STDOUT, "type: text/html\r\n\r\nFile not", 0),
                packed(STDOUT, " found.\n", 7),
                packed(END_REQUEST, COMPLETED, 0));
        var answer = ask();
        assertEquals(404, answer.status());
        assertEquals("File not found.\n", answer.body());
        assertEquals("text/html", answer.header("content-type").orElseThrow());
    }

    @Test
    void an_answer_without_a_status_is_a_good_one() throws Exception {
        fpm.answers(packed(STDOUT, "Content-type: application/json\n\n{}", 0), packed(END_REQUEST, COMPLETED, 0));
        assertEquals(200, ask().status());
    }

    @Test
    void php_is_told_what_a_web_server_would_tell_it() throws Exception {
        fpm.answers(packed(STDOUT, "A: b\r\n\r\n", 0), packed(END_REQUEST, COMPLETED, 0));
        ask();
        var sent = fpm.sent();
        for (var part : List.of(
                "SCRIPT_FILENAME/srv/shop/current/public/_sluice.php",
                "DOCUMENT_ROOT/srv/shop/current/public",
                "REQUEST_URI/_sluice.php",
                "REQUEST_METHODPOST",
                "REMOTE_ADDR127.0.0.1",
                "CONTENT_LENGTH2",
                "CONTENT_TYPEapplication/json",
                "HTTP_SLUICE_AUTHORIZATIONsigned")) {
            assertTrue(sent.contains(part), () -> part + " is not in " + sent);
        }
        assertEquals("/run/php/fpm.sock", fpm.opened());
    }

    @Test
    void an_answer_that_is_cut_is_none() {
        fpm.answers(packed(STDOUT, "A: b\r\n\r\nhalf of it", 0));
        assertFails("the connection was cut before the answer was complete");
    }

    @Test
    void a_service_that_speaks_another_protocol_is_told_apart() {
        fpm.answers("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertFails("what listens there does not speak FastCGI");
    }

    @Test
    void a_request_that_is_refused_is_no_empty_answer() {
        fpm.answers(packed(END_REQUEST, new byte[] {0, 0, 0, 0, 2, 0, 0, 0}, 0));
        assertFails("it refused the request (protocol status 2)");
    }

    @Test
    void a_socket_that_cannot_be_opened_is_told_with_what_to_do() {
        fpm.refuses();
        assertEquals(
                "look there",
                assertFails("no connection to /run/php/fpm.sock").next().orElseThrow());
    }

    @Test
    void silence_ends_with_the_time_of_the_call() {
        fpm.saysNothing();
        var failure = assertThrows(HostHttpException.class, () -> ask(Duration.ofMillis(50)));
        assertTrue(String.valueOf(failure.getMessage()).endsWith("no whole answer within 50 ms"), failure::getMessage);
        assertTrue(fpm.closed());
    }

    private HostHttpException assertFails(String words) {
        var failure = assertThrows(HostHttpException.class, this::ask);
        var message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(words), message);
        assertTrue(message.startsWith("POST /_sluice.php by PHP-FPM at /run/php/fpm.sock on web01: "), message);
        return failure;
    }

    private HttpAnswer ask() throws HostHttpException {
        return ask(PATIENT);
    }

    private HttpAnswer ask(Duration timeout) throws HostHttpException {
        var headers = Map.of("Content-Type", "application/json", "Sluice-Authorization", "signed");
        var http = new FastCgiHttp(fpm, new ServiceAddress.Unix("/run/php/fpm.sock"), "/srv/shop/current/public");
        return http.send(new HttpCall("POST", "/_sluice.php", headers, "{}", Connection.OWN, timeout));
    }

    private static byte[] packed(int type, String content, int padding) {
        return packed(type, content.getBytes(StandardCharsets.UTF_8), padding);
    }

    private static byte[] packed(int type, byte[] content, int padding) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {1, (byte) type, 0, 1, (byte) (content.length >> 8), (byte) content.length});
        out.writeBytes(new byte[] {(byte) padding, 0});
        out.writeBytes(content);
        out.writeBytes(new byte[padding]);
        return out.toByteArray();
    }
}
