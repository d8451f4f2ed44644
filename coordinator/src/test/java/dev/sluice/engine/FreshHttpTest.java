package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of health checks that the new code never gave. */
class FreshHttpTest {
    private final VirtualTime time = new VirtualTime();
    private Map<String, List<String>> headers = Map.of();

    private final class Web implements HostHttp {
        @Override
        public HttpAnswer send(HttpCall call) {
            return new HttpAnswer(200, headers, "ok", Duration.ZERO);
        }

        @Override
        public void close() {
            headers = Map.of();
        }
    }

    private static HttpCall page() {
        return HttpCall.get("/healthz", Duration.ofSeconds(5));
    }

    private HostHttpException refused(FreshHttp http, String header, String value) {
        headers = Map.of(header, List.of(value));
        return assertThrows(HostHttpException.class, () -> http.send(page()));
    }

    private void taken(FreshHttp http, String header, String value) throws HostHttpException {
        headers = Map.of(header, List.of(value));
        assertEquals("ok", http.send(page()).body());
    }

    @Test
    void an_answer_that_is_older_than_the_release_is_none() throws Exception {
        try (var http = new FreshHttp(new Web(), time)) {
            var why = String.valueOf(refused(http, "age", "120").getMessage());
            assertTrue(why.contains("a cache answered in PHP's place, with an answer of 120 s ago"), why);
            assertTrue(why.contains("check a path that is not cached"), why);
            taken(http, "age", "0");
            taken(http, "age", "1");
            time.pass(Duration.ofSeconds(20));
            taken(http, "age", "20");
            refused(http, "age", "23");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-cache, HIT",
        "x-cache, Hit from cloudfront",
        "x-cache-status, STALE",
        "x-fastcgi-cache, HIT",
        "cf-cache-status, UPDATING",
        "cache-status, ExampleCache; hit",
    })
    void a_hit_of_unknown_age_counts_after_an_answer_without_the_cache(String header, String value) throws Exception {
        try (var http = new FreshHttp(new Web(), time)) {
            refused(http, header, value);
            taken(http, header, "MISS");
            taken(http, header, value);
        }
    }

    @ParameterizedTest
    @CsvSource({"age, soon", "x-cache, BYPASS", "cf-cache-status, DYNAMIC", "x-cache-status, EXPIRED", "server, nginx"})
    void what_no_cache_gave_is_left_alone(String header, String value) throws Exception {
        try (var http = new FreshHttp(new Web(), time)) {
            taken(http, header, value);
        }
    }
}
