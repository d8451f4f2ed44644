package dev.sluice.it.php;

import static dev.sluice.it.php.HandWritten.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.host.HttpCall;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a request costs a host that nobody signed. */
@Tag("everything")
class EndpointCostTest {
    private static final int ROUNDS = 3000;
    private static final double MOST_PAGES = 2.5;

    /** Both in turn, so that what else the machine does befalls both. */
    @Test
    void a_wrong_signature_costs_at_most_two_and_a_half_pages_of_the_site() throws Exception {
        try (var fleet = RealFleet.start(1);
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1"));
            var stranger = new HandSigned(EndpointKey.generate(new SecureRandom())).as(host.key.publicKey());
            var pages = new long[ROUNDS];
            var refusals = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                var wrong = stranger.post(EndpointHost.PATH, body("status").text());
                pages[i] = took(host, HttpCall.get("/", Duration.ofSeconds(10)), 200);
                refusals[i] = took(host, wrong, 404);
            }
            for (var percent : List.of(10, 50)) {
                var page = percentile(percent, pages);
                var refusal = percentile(percent, refusals);
                System.out.printf(
                        "a page %.2f ms, a wrong signature %.2f ms (%d %% of %d in turn took no longer): %.2f pages%n",
                        page, refusal, percent, ROUNDS, refusal / page);
                assertTrue(refusal <= MOST_PAGES * page, () -> refusal + " ms for " + page);
            }
        }
    }

    private static long took(EndpointHost host, HttpCall call, int status) throws Exception {
        var answer = host.http().send(call);
        assertEquals(status, answer.status());
        return answer.took().toNanos();
    }

    /** In milliseconds; the lower ones show the work itself, whatever else the machine does. */
    private static double percentile(int percent, long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length * percent / 100] / 1e6;
    }
}
