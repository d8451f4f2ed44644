package dev.sluice.step;

import dev.sluice.host.CommandResult;
import dev.sluice.host.HarmlessText;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks at what is around the site on a host, beyond {@link Inspect}, and changes nothing.
 *
 * @param path as in {@link Lease}
 */
public record Examine(String path) implements Step<Examination> {
    private static final int MOST = 200;

    @Override
    public Examination on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.EXAMINE, path).on(session);
        return new Examination(
                text(result, "shell"),
                text(result, "file_system").filter(type -> !type.equals("UNKNOWN")),
                Set.of(result.value("tools").split(",", -1)),
                rows(
                        result,
                        "directory",
                        row -> new Examination.Directory(cell(row, "name"), cell(row, "owner"), cell(row, "mode"))),
                rows(
                        result,
                        "pool",
                        row -> new Examination.Pool(cell(row, "name"), cell(row, "user"), number(row, "workers"))),
                rows(
                        result,
                        "master",
                        row -> new Examination.Master(number(row, "pid"), cell(row, "config"), cell(row, "timeout"))),
                rows(result, "pass", row -> cell(row, "address")),
                rows(result, "root", row -> cell(row, "variable")));
    }

    private static Optional<String> text(CommandResult result, String key) {
        return result.find(key).map(value -> HarmlessText.line(value, MOST)).filter(value -> !value.isEmpty());
    }

    private static <T> List<T> rows(CommandResult result, String kind, Function<Map<String, String>, T> reading) {
        return result.rows().stream()
                .filter(row -> kind.equals(row.get("kind")))
                .map(reading)
                .toList();
    }

    private static String cell(Map<String, String> row, String key) {
        return HarmlessText.line(row.getOrDefault(key, ""), MOST);
    }

    private static int number(Map<String, String> row, String key) {
        var digits = row.getOrDefault(key, "");
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
