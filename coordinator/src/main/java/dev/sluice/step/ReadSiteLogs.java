package dev.sluice.step;

import dev.sluice.document.HostText;
import dev.sluice.host.AnswerFields;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the end of the site's logs, and changes nothing.
 *
 * @param path as in {@link Lease}
 * @param bytes the most of one log, up to {@link #MOST_BYTES}
 * @param patience for the whole of it
 */
public record ReadSiteLogs(String path, SiteLogs logs, From from, int bytes, Duration patience)
        implements Step<List<ReadSiteLogs.Part>> {
    public static final int MOST_BYTES = 65_536;

    /** Where reading begins. */
    public sealed interface From {
        /** The last bytes, whenever they were written. */
        record End() implements From {}

        /** What was written since {@code current} was switched last. */
        record LastSwitch() implements From {}

        /**
         * What was written since another answer.
         *
         * @param positions by the names of the logs
         */
        record Positions(Map<String, String> positions) implements From {
            public Positions {
                positions = Map.copyOf(positions);
            }
        }
    }

    /** What became of a log. */
    public enum State {
        READ,
        /** The rest of one that was renamed since; a part with the new one follows. */
        ROTATED,
        ABSENT,
        /** A directory, FIFO, socket or device. */
        NO_FILE,
        /** The deploy user may not read it. */
        UNREADABLE,
        /** It is not known how far it was written at the switch. */
        UNMARKED
    }

    /**
     * A part of one log.
     *
     * @param position where the next reading begins; empty for what was not read
     * @param cut there is more before it that was not sent
     * @param text whole lines
     * @param rest what follows the last line break; when reading continues from a position, empty until that line is whole
     */
    public record Part(HostText file, State state, String position, boolean cut, HostText text, HostText rest) {
        /** All of it, line by line. */
        public List<HostText> lines() {
            return HostText.of(text.raw() + rest.raw()).lines();
        }
    }

    @Override
    public List<Part> on(HostSession session) throws StepException, HostException {
        var call = logs.addTo(HostCall.of(HostScripts.SITE_LOGS, path))
                .with("bytes", Integer.toString(Math.min(bytes, MOST_BYTES)))
                .with("from", text(from));
        var command =
                new HostCommand(HostScripts.SITE_LOGS, call.values(), call.input(), patience, patience, call.output());
        var result = session.run(command);
        if (!result.ok()) {
            throw StepException.of(session.host(), HostScripts.SITE_LOGS.name(), result);
        }
        var parts = new ArrayList<Part>();
        for (var row : new Answer(session.host(), HostScripts.SITE_LOGS.name(), result).rows("log")) {
            parts.add(part(row));
        }
        return parts;
    }

    private static String text(From from) {
        if (from instanceof From.Positions known) {
            return known.positions().entrySet().stream()
                    .map(position -> position.getValue() + " " + position.getKey())
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
        return from instanceof From.End ? "end" : "switch";
    }

    private Part part(AnswerFields row) throws HostException {
        var file = row.output("file", AnswerLimits.TEXT_CHARS);
        var state = row.word("state", State.class);
        if (state != State.READ && state != State.ROTATED) {
            return new Part(file, state, "", false, HostText.NONE, HostText.NONE);
        }
        var text = row.output("lines", MOST_BYTES);
        var rest = row.output("rest", MOST_BYTES);
        var left = row.number("left", MOST_BYTES);
        // Half a line is read again when it is whole, but for one that is too long to ever be.
        var tooLong = text.isEmpty() && left >= bytes / 2;
        var shown = from instanceof From.Positions && !tooLong ? HostText.NONE : rest;
        return new Part(file, state, position(row, tooLong ? 0 : left), row.yes("cut"), text, shown);
    }

    private static String position(AnswerFields row, long left) throws HostException {
        var parts = row.identifier("position").split(":", -1);
        try {
            var end = Long.parseLong(parts[2]) - left;
            return Long.parseLong(parts[0]) + ":" + Long.parseLong(parts[1]) + ":" + Math.max(0, end);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw row.wrong("position is not three numbers");
        }
    }
}
