package dev.sluice.it.release;

import dev.sluice.rollout.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The {@code events.jsonl} of one rollout, perhaps while it is still being written. */
public record Events(Path file) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * One line.
     *
     * @param host empty in an event of the fleet
     * @param release the one that a proof is about; empty in most types
     * @param restart why the cache was emptied, with a proof; empty where it was not
     */
    public record Event(String type, Instant at, String host, String release, String restart) {}

    /** So far; a line that is not yet whole is left out. */
    public List<Event> list() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(Events::event)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Event event(String line) {
        JsonNode object = JSON.readTree(line);
        return new Event(
                object.path("type").stringValue(""),
                Instant.parse(object.path("at").stringValue("")),
                object.path("host").stringValue(""),
                object.path("release").stringValue(""),
                object.path("evidence")
                        .path("facts")
                        .path(Evidence.PLANNED_RESTART)
                        .stringValue(""));
    }

    public List<Event> of(String type) {
        return list().stream().filter(event -> event.type().equals(type)).toList();
    }

    /** When each host was first told to switch. */
    public Map<String, Instant> switching() {
        return times(of("HostSwitching").stream());
    }

    /** When it was first proved of each host that it serves a release. */
    public Map<String, Instant> proved(String release) {
        return times(of("HostProved").stream().filter(event -> event.release().equals(release)));
    }

    private static Map<String, Instant> times(Stream<Event> events) {
        return events.collect(Collectors.toMap(Event::host, Event::at, (first, later) -> first));
    }

    /** Waits for the first event of a type, or for the end of what writes them. */
    public void await(String type, SluiceProcess writer) {
        Awaitility.await(type + " in " + file)
                .atMost(Duration.ofMinutes(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !of(type).isEmpty() || !writer.isRunning());
        if (of(type).isEmpty()) {
            throw new IllegalStateException("no " + type + " happened: " + writer.await());
        }
    }
}
