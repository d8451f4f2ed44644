package dev.sluice.step;

import dev.sluice.host.AnswerFields;
import dev.sluice.host.CommandResult;
import dev.sluice.inventory.HostName;
import java.util.List;
import java.util.stream.Stream;

/** The answer of a script that succeeded. */
record Answer(HostName host, String script, CommandResult result) {
    /** The closing line. */
    AnswerFields fields() {
        return new AnswerFields(host, script, result.values());
    }

    /** The lines before it. */
    List<AnswerFields> rows() {
        return result.rows().stream()
                .map(row -> new AnswerFields(host, script, row))
                .toList();
    }

    /** Those of one kind. */
    List<AnswerFields> rows(String... kinds) {
        return result.rows().stream()
                .filter(row -> Stream.of(kinds).anyMatch(kind -> kind.equals(row.get("kind"))))
                .map(row -> new AnswerFields(host, script, row))
                .toList();
    }
}
