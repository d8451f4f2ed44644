package dev.sluice.step;

import dev.sluice.document.HostText;
import dev.sluice.host.AnswerFields;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the environment of the site on a host, beyond {@link Inspect}; changes nothing.
 *
 * @param path as in {@link Lease}
 * @param shared the paths where it is checked what the accounts that run PHP may do
 */
public record Examine(String path, ReleaseSettings.Shared shared) implements Step<Examination> {
    /** Without the check of shared paths. */
    public Examine(String path) {
        this(path, new ReleaseSettings.Shared(List.of(), List.of()));
    }

    @Override
    public Examination on(HostSession session) throws StepException, HostException {
        var answer = HostCall.of(HostScripts.EXAMINE, path)
                .with("shared_directories", shared.directories())
                .with("shared_files", shared.files())
                .on(session);
        var fields = answer.fields();
        return new Examination(
                line(fields, "shell"),
                line(fields, "file_system").filter(type -> !type.is("UNKNOWN")),
                fields.words("tools"),
                rows(
                        answer,
                        "directory",
                        row -> new Examination.Directory(cell(row, "name"), cell(row, "owner"), cell(row, "mode"))),
                rows(
                        answer,
                        "pool",
                        row -> new Examination.Pool(cell(row, "name"), cell(row, "user"), number(row, "workers"))),
                rows(
                        answer,
                        "master",
                        row -> new Examination.Master(number(row, "pid"), cell(row, "config"), cell(row, "timeout"))),
                rows(answer, "pass", row -> cell(row, "address")),
                rows(answer, "root", row -> cell(row, "variable")),
                rows(
                        answer,
                        "denied",
                        row -> new Examination.Denied(
                                cell(row, "user"),
                                row.word("right", Examination.Denied.Right.class),
                                cell(row, "path"))));
    }

    private static Optional<HostText> line(AnswerFields fields, String key) throws HostException {
        return Optional.of(cell(fields, key)).filter(value -> !value.isEmpty());
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(AnswerFields row) throws HostException;
    }

    private static <T> List<T> rows(Answer answer, String kind, Reading<T> reading) throws HostException {
        var rows = new ArrayList<T>();
        for (var row : answer.rows(kind)) {
            rows.add(reading.of(row));
        }
        return rows;
    }

    private static HostText cell(AnswerFields row, String key) throws HostException {
        return row.output(key, AnswerLimits.TEXT_CHARS);
    }

    private static int number(AnswerFields row, String key) throws HostException {
        return (int) row.number(key, AnswerLimits.COUNT);
    }
}
