package dev.sluice.operation;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.KnownSecrets;
import dev.sluice.engine.SecretMask;
import dev.sluice.engine.SiteLogReader;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.Failure;
import dev.sluice.step.ReadSiteLogs;
import dev.sluice.step.ReadSiteLogs.From;
import dev.sluice.step.SiteLogs;
import dev.sluice.step.StepException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows the site's own logs of many hosts, and follows them. Nothing keeps running on a host: it is asked again, from where the last answer ended, so that
 * whatever ends this process leaves nothing behind.
 */
public final class SiteLogsOperation {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** For a host that did not answer: it is connected anew. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Fleet fleet;
    private final Map<HostName, SecretMask> masks = new ConcurrentHashMap<>();

    public SiteLogsOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Lines of one log.
     *
     * @param lines safe to print, secrets masked
     * @param cut lines before these were left out
     * @param note why there are none, for people; usually empty
     * @param position where the next reading begins; empty for a log that was not read
     */
    public record LogLines(String file, List<String> lines, boolean cut, String note, String position) {
        public LogLines {
            lines = List.copyOf(lines);
        }
    }

    /** Receives what follows. */
    public interface Follower {
        void wrote(HostName host, LogLines lines);

        /** A host does not answer; it is asked again later. */
        void lost(HostName host, Failure failure);
    }

    /** @throws RefusedException when the inventory has no such host */
    public List<Host> hosts(Optional<String> name) throws RefusedException {
        if (name.isEmpty()) {
            return fleet.hosts();
        }
        return List.of(fleet.project().inventory().hosts().stream()
                .filter(host -> host.name().value().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Reason.USAGE, List.of("no host is called " + name.get()), "sluice hosts lists them")));
    }

    /** The last lines of each log. */
    public Results<List<LogLines>> last(List<Host> hosts, int lines) {
        return fleet.onHosts("read logs").run(hosts, (session, host) -> read(session, host, new From.End(), lines));
    }

    /** Calls the follower for each new line until the thread is interrupted. */
    public void follow(Results<List<LogLines>> seen, List<Host> hosts, Follower follower) throws InterruptedException {
        var positions = new HashMap<HostName, Map<String, String>>();
        hosts.forEach(host -> positions.put(host.name(), new HashMap<>()));
        seen.done().forEach((host, logs) -> keep(positions, host, logs));
        var lost = new HashMap<HostName, Duration>();
        seen.failures().keySet().forEach(host -> lost.put(host, fleet.time().elapsed()));
        while (true) {
            fleet.time().pause(EVERY);
            var now = fleet.time().elapsed();
            var due = hosts.stream()
                    .filter(host -> !lost.containsKey(host.name())
                            || now.minus(lost.get(host.name())).compareTo(RETRY_AFTER) >= 0)
                    .toList();
            var results = fleet.onHosts("read logs").run(due, (session, host) -> next(session, host, positions));
            results.done().forEach((host, logs) -> {
                lost.remove(host);
                keep(positions, host, logs);
                logs.stream().filter(log -> !log.lines().isEmpty()).forEach(log -> follower.wrote(host, log));
            });
            results.failures().forEach((host, failure) -> {
                if (lost.put(host, now) == null) {
                    follower.lost(host, failure);
                }
            });
        }
    }

    private static void keep(Map<HostName, Map<String, String>> positions, HostName host, List<LogLines> logs) {
        for (var log : logs) {
            if (!log.position().isEmpty()) {
                positions.getOrDefault(host, new HashMap<>()).put(log.file(), log.position());
            }
        }
    }

    /** Of a host that was never read: the logs as they are now, of which nothing is shown. */
    private List<LogLines> next(HostSession session, Host host, Map<HostName, Map<String, String>> positions)
            throws StepException, HostException {
        var known = positions.getOrDefault(host.name(), Map.of());
        var from = known.isEmpty() ? new From.End() : new From.Positions(known);
        return read(session, host, from, known.isEmpty() ? 0 : Integer.MAX_VALUE);
    }

    private List<LogLines> read(HostSession session, Host host, From from, int lines)
            throws StepException, HostException {
        var step = new ReadSiteLogs(host.path(), SiteLogs.of(host), from, ReadSiteLogs.MOST_BYTES, PATIENCE);
        var mask = masks.computeIfAbsent(
                host.name(), name -> KnownSecrets.mask(host, fleet.project().playbook(), fleet.secrets()));
        return step.on(session).stream()
                .map(part -> new LogLines(
                        part.file().shown(AnswerLimits.TEXT_CHARS),
                        SiteLogReader.lines(part, mask, lines),
                        part.cut(),
                        SiteLogReader.note(part),
                        part.position()))
                .toList();
    }
}
