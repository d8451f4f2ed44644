package dev.sluice.playbook;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.InOrder;
import dev.sluice.inventory.HostSelector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One thing that must be true of a healthy host. */
public sealed interface HealthCheck {
    /** Unique among the checks. */
    String name();

    /** The hosts it is for; all targets without it. */
    Optional<HostSelector> on();

    /**
     * An HTTP request with {@code GET}.
     *
     * @param path with its query, from {@code /}
     * @param status 100 to 599
     * @param contains what the body must contain
     * @param json JSON pointer (RFC 6901) to the expected value as JSON text, such as {@code "ok"} in quotes, {@code true} or {@code 3}
     * @param headers sent besides those of the host
     * @param maxLatency to the end of the body
     */
    record HttpCheck(
            String name,
            String path,
            int status,
            Optional<String> contains,
            Map<String, String> json,
            Map<String, ConfiguredValue> headers,
            Optional<Duration> maxLatency,
            Optional<HostSelector> on)
            implements HealthCheck {
        public HttpCheck {
            json = InOrder.copyOf(json);
            headers = InOrder.copyOf(headers);
        }
    }

    /** A shell command on the host that ends with 0. */
    record CommandCheck(String name, String run, Optional<HostSelector> on) implements HealthCheck {}

    /** A TCP port that accepts a connection, as seen from the host. */
    record TcpCheck(String name, String host, int port, Optional<HostSelector> on) implements HealthCheck {}
}
