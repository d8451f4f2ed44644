package dev.sluice.it.traffic;

import dev.sluice.it.web.WebTarget;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who visits.
 *
 * @param targets the hosts
 * @param connections to each host, asking for {@code page}
 * @param slowConnections to each host, asking for {@code slow.php}: as many as PHP has workers keep every worker busy
 * @param slow how long each of those answers takes
 * @param page what the others ask for
 * @param perSecond how often each connection asks at most
 */
public record TrafficOptions(
        List<WebTarget> targets, int connections, int slowConnections, Duration slow, String page, int perSecond) {
    public TrafficOptions {
        targets = List.copyOf(targets);
        if (targets.isEmpty() || connections < 0 || slowConnections < 0 || connections + slowConnections == 0) {
            throw new IllegalArgumentException("traffic needs a host and a connection");
        }
        if (perSecond < 1) {
            throw new IllegalArgumentException("a connection asks at least once a second, not " + perSecond);
        }
    }

    static TrafficOptions to(List<WebTarget> targets) {
        return new TrafficOptions(targets, 2, 0, Duration.ZERO, "/", 100);
    }

    public TrafficOptions connections(int toEachHost) {
        return new TrafficOptions(targets, toEachHost, slowConnections, slow, page, perSecond);
    }

    /** Adds connections to each host that ask for a page which takes this long. */
    public TrafficOptions slowConnections(int toEachHost, Duration each) {
        return new TrafficOptions(targets, connections, toEachHost, each, page, perSecond);
    }

    public TrafficOptions page(String path) {
        return new TrafficOptions(targets, connections, slowConnections, slow, path, perSecond);
    }

    /** At most; a connection never asks before its last answer is there. */
    public TrafficOptions perSecond(int requestsOfEachConnection) {
        return new TrafficOptions(targets, connections, slowConnections, slow, page, requestsOfEachConnection);
    }

    public Traffic start() {
        return new Traffic(this);
    }

    Duration period() {
        return Duration.ofSeconds(1).dividedBy(perSecond);
    }

    /** What each connection to a host asks for. */
    List<String> pages() {
        String slowPage = "/slow.php?ms=" + slow.toMillis();
        return Stream.concat(
                        IntStream.range(0, connections).mapToObj(number -> page),
                        IntStream.range(0, slowConnections).mapToObj(number -> slowPage))
                .toList();
    }
}
