package dev.sluice.it.php;

import static dev.sluice.it.php.HandWritten.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HttpCall;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What is no request gets the page of a file that is not there: and no signature is checked where the form shows it. */
@TestInstance(Lifecycle.PER_CLASS)
class EndpointFormTest {
    private static final String COUNTING = """
            <?php
            namespace Sluice\\Endpoint;
            function openssl_verify($text, $signature, $key, $algorithm)
            {
                file_put_contents(sys_get_temp_dir() . '/checks', '.', FILE_APPEND);
                return \\openssl_verify($text, $signature, $key, $algorithm);
            }
            """;

    /** With a right signature, which is never checked. */
    private static final List<String> BODIES =
            List.of("", " ", "{", "1", "null", "true", "\"status\"", "[[[[[[]]]]]]", "\u0000", "<xml/>", "{\"v\":1");

    private static final List<String> AUTHORIZATIONS = List.of(
            "",
            "Basic dTpw",
            "Sluice-ES256",
            "Sluice-ES256 kid=@kid",
            "Sluice-ES256 sig=@sig",
            "Sluice-ES256 kid=@kid, sig=",
            "Sluice-ES512 kid=@kid, sig=@sig",
            "sluice-es256 kid=@kid, sig=@sig",
            "Sluice-ES256 kid=@kid,sig=@sig",
            "Sluice-ES256 kid=@kid; sig=@sig",
            "Sluice-ES256 sig=@sig, kid=@kid",
            "Sluice-ES256 kid=@kid, sig=@sig,",
            "Sluice-ES256 kid=@kid0, sig=@sig",
            "Sluice-ES256 kid=0, sig=@sig",
            "Sluice-ES256 kid=@KID, sig=@sig",
            "Sluice-ES256 kid=\"@kid\", sig=\"@sig\"",
            "Sluice-ES256 kid=@kid, sig=@sig@sig",
            "Sluice-ES256 kid=@kid, sig=-@sig",
            "Sluice-ES256 kid=@kid, sig==@sig",
            "Sluice-ES256 kid=@kid, sig=@sig===",
            "Sluice-ES256 kid=@kid, kid=@kid, sig=@sig");

    private final RealFleet fleet = RealFleet.start(1);
    private final EndpointHost host = new EndpointHost(fleet.host(1));
    private final HandSigned signed = new HandSigned(host.key);

    @BeforeAll
    void start() throws Exception {
        var prepended = host.host.sitePath().resolve("releases/v1/lib/before.php");
        host.add(SampleSite.of("v1"));
        host.place("v1", "lib/before.php", COUNTING);
        host.place("v1", "public/.user.ini", "auto_prepend_file = " + prepended + "\n");
        host.host.site().make(SampleSite.of("v1"));
    }

    @AfterAll
    void end() {
        host.close();
        fleet.close();
    }

    @Test
    void what_has_not_the_form_of_a_request_is_refused_before_any_cryptography() throws Exception {
        var checks = host.host.temporary().resolve("checks");
        assertEquals(200, host.http().send(good()).status());
        assertEquals(1, Files.size(checks), "checks are counted");

        var calls = malformed();
        for (var call : calls) {
            var path = call.path().replace("_sluice", "_nothing");
            var missing = host.http().send(HandSigned.call(call.method(), path, call.headers(), call.body()));
            var answer = host.http().send(call);
            assertEquals(PlainHttp.shown(missing), PlainHttp.shown(answer), call::toString);
            assertEquals(404, answer.status(), call::toString);
        }
        assertEquals(1, Files.size(checks), "none of them was checked");
        System.out.println("bad requests by form, none of them checked: " + calls.size());
        assertTrue(calls.size() >= 309, () -> "only " + calls.size());
    }

    private HttpCall good() throws Exception {
        return signed.post(EndpointHost.PATH, body("status").text());
    }

    private List<HttpCall> malformed() throws Exception {
        var calls = new ArrayList<HttpCall>();
        for (var text : BODIES) {
            calls.add(signed.post(EndpointHost.PATH, text));
        }
        for (var days : List.of(-20_000, -366, -2, 2, 366, 20_000)) {
            calls.add(signed.post(
                    EndpointHost.PATH, body("status").sentAfter(86_400L * days).text()));
        }
        for (var method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")) {
            calls.add(HandSigned.call(method, EndpointHost.PATH, good().headers(), good().body()));
        }
        for (var query : List.of("?", "?a", "?op=reset", "?/_sluice.php", "?%00")) {
            calls.add(signed.post(EndpointHost.PATH + query, body("status").text()));
        }
        for (var text : AUTHORIZATIONS) {
            calls.add(authorized(text.replace("@kid", signed.name()).replace("@KID", "0123456789ABCDEF")));
        }
        damagedSignatures()
                .forEach(der -> calls.add(authorized("Sluice-ES256 kid=" + signed.name() + ", sig="
                        + Base64.getEncoder().encodeToString(der))));
        return calls;
    }

    private HttpCall authorized(String header) {
        var sig = Base64.getEncoder().encodeToString(new byte[70]);
        return HandSigned.call(
                "POST",
                EndpointHost.PATH,
                Map.of("Authorization", header.replace("@sig", sig)),
                body("status").text());
    }

    /** Other lengths, and a right one with another byte in its frame. */
    private List<byte[]> damagedSignatures() throws Exception {
        var header = signed.authorization(EndpointHost.PATH, body("status").text());
        var right = Base64.getDecoder().decode(header.substring(header.indexOf("sig=") + 4));
        var random = new Random(7);
        var damaged = new ArrayList<byte[]>();
        for (int length = 1; length < 140; length++) {
            if (length != right.length) {
                damaged.add(Arrays.copyOf(right, length));
            }
        }
        var second = 4 + right[3];
        for (var place : List.of(0, 1, 2, 3, second, second + 1)) {
            for (int i = 0; i < 30; i++) {
                var other = right.clone();
                other[place] = (byte) (right[place] + 1 + random.nextInt(255));
                damaged.add(other);
            }
        }
        return damaged;
    }
}
