package dev.sluice.view;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.inventory.Host;
import dev.sluice.operation.SiteLogsOperation.LogLines;
import dev.sluice.rollout.Failure;
import java.util.List;
import java.util.Optional;

/** {@code sluice logs --site}. */
public record LogsListing(String fleet, List<OnHost> hosts) implements Listing {
    public LogsListing {
        hosts = List.copyOf(hosts);
    }

    /**
     * The logs of one host.
     *
     * @param error why it did not answer
     */
    public record OnHost(String host, Optional<String> error, List<Log> logs) {
        public OnHost {
            logs = List.copyOf(logs);
        }
    }

    /**
     * The last lines of one log.
     *
     * @param note why there are none, for people
     */
    public record Log(String file, Optional<String> note, List<String> lines) {
        public Log {
            lines = List.copyOf(lines);
        }
    }

    public static LogsListing of(String fleet, List<Host> hosts, Results<List<LogLines>> results) {
        return new LogsListing(
                fleet,
                hosts.stream()
                        .map(host -> new OnHost(
                                host.name().value(),
                                Optional.ofNullable(results.failures().get(host.name()))
                                        .map(Failure::summary),
                                results.done().getOrDefault(host.name(), List.of()).stream()
                                        .map(LogsListing::log)
                                        .toList()))
                        .toList());
    }

    private static Log log(LogLines log) {
        return new Log(log.file(), Optional.of(log.note()).filter(note -> !note.isEmpty()), log.lines());
    }
}
