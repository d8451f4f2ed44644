package dev.sluice.readiness;

import dev.sluice.endpoint.EndpointRequest;
import java.time.Duration;

/** Whether the host's clock and the coordinator's agree well enough for signed requests. */
final class ClockJudgement {
    private static final Duration LARGE = Duration.ofSeconds(10);

    private ClockJudgement() {}

    static Finding of(Duration skew) {
        if (skew.abs().compareTo(LARGE) < 0) {
            return Finding.ok("clock", "it agrees with the coordinator's within " + LARGE.toSeconds() + " s");
        }
        var what = "it is " + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of")
                + " the coordinator's";
        var remedy = "set the clock there or here: chrony or systemd-timesyncd keeps it right";
        if (skew.abs().toSeconds() > EndpointRequest.SKEW_SECONDS) {
            return Finding.problem(
                    "clock",
                    what,
                    "the endpoint refuses requests that are more than " + EndpointRequest.SKEW_SECONDS + " s off",
                    remedy);
        }
        return Finding.warning(
                "clock",
                what,
                "beyond " + EndpointRequest.SKEW_SECONDS + " s the endpoint refuses all requests",
                remedy);
    }
}
