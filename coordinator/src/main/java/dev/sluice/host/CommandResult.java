package dev.sluice.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host script answered.
 *
 * @param code empty when it went well, else the script's own error code such as {@code fenced} or {@code moved}
 * @param values of the closing line
 * @param rows of the ROW lines before it, in order
 * @param log the last lines of standard error, safe to print
 */
public record CommandResult(String code, Map<String, String> values, List<Map<String, String>> rows, String log) {
    public CommandResult {
        values = Map.copyOf(values);
        rows = List.copyOf(rows);
    }

    public boolean ok() {
        return code.isEmpty();
    }

    /** A value of the closing line, unchanged; {@link AnswerFields} reads the required ones. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The same answer with what the host wrote to standard error. */
    public CommandResult withLog(String lastLines) {
        return new CommandResult(code, values, rows, lastLines);
    }
}
