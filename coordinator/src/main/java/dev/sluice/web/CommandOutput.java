package dev.sluice.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command prints, as numbered lines of JSON for any number of readers. They are kept once, and each reader knows how far it is, so that one which
 * reads nothing costs nothing.
 */
final class CommandOutput implements LineSource {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final long most;
    private final List<String> lines = new ArrayList<>();
    private final Set<Runnable> readers = new HashSet<>();
    private int first = 1;
    private long kept;
    private boolean ended;

    /** @param most bytes that are kept; older lines are dropped */
    CommandOutput(long most) {
        this.most = most;
    }

    /** A line for a reader, and its number. */
    record Line(int number, String json) {}

    /**
     * Adds a line, and returns its number.
     *
     * @param kind such as {@code out}
     */
    int add(String kind, Object value) {
        List<Runnable> all;
        int number;
        synchronized (this) {
            number = first + lines.size();
            var json = json(number, kind, value);
            lines.add(json);
            kept += size(json);
            ended = kind.equals("exit");
            drop();
            all = List.copyOf(readers);
        }
        // Outside of the lock: a reader asks for lines.
        all.forEach(Runnable::run);
        return number;
    }

    /** A half at a time, so that it costs little for each line. */
    private void drop() {
        if (kept <= most) {
            return;
        }
        int dropped = 0;
        while (kept > most / 2 && dropped < lines.size() - 1) {
            kept -= size(lines.get(dropped));
            dropped++;
        }
        lines.subList(0, dropped).clear();
        first += dropped;
    }

    private static long size(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String json(int number, String kind, Object value) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("n", number);
        fields.put(kind, value);
        return MAPPER.writeValueAsString(fields);
    }

    /** The line with this number, or a note in the place of lines that are no longer kept; empty while there is none. */
    synchronized Optional<Line> line(int number) {
        if (number < first) {
            var dropped = first - 1;
            var words = "lines " + number + " to " + dropped + " of the output are no longer kept";
            return Optional.of(new Line(dropped, json(dropped, "note", words)));
        }
        var at = number - first;
        return at < lines.size() ? Optional.of(new Line(number, lines.get(at))) : Optional.empty();
    }

    @Override
    public Optional<Piece> piece(int number) {
        return line(number).map(line -> new Piece(line.json() + "\n", line.number() + 1));
    }

    @Override
    public String ending() {
        return "";
    }

    @Override
    public String alive() {
        return "\n";
    }

    /** Whether the command has ended and this number is after its last line. */
    @Override
    public synchronized boolean endsBefore(int number) {
        return ended && number >= first + lines.size();
    }

    synchronized boolean isRead() {
        return !readers.isEmpty();
    }

    synchronized long bytes() {
        return kept;
    }

    @Override
    public synchronized void add(Runnable news) {
        readers.add(news);
    }

    @Override
    public synchronized void remove(Runnable news) {
        readers.remove(news);
    }
}
