package dev.sluice.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key at the beginning of a line of a file that cannot be read as a document. */
record WrittenName(Path file) {
    private static final int MOST_BYTES = 1 << 20;
    private static final String LINE =
            "(?m)^%s:[ \\t]+(?:\"([A-Za-z0-9][A-Za-z0-9._-]{0,63})\"|'([A-Za-z0-9][A-Za-z0-9._-]{0,63})'"
                    + "|([A-Za-z0-9][A-Za-z0-9._-]{0,63}))[ \\t]*(?:#.*)?\\r?$";

    /** Its value; empty where it is not written, or written twice. */
    Optional<String> value(String key) {
        var found = Pattern.compile(LINE.formatted(key))
                .matcher(text())
                .results()
                .map(match -> Optional.ofNullable(match.group(1))
                        .or(() -> Optional.ofNullable(match.group(2)))
                        .orElseGet(() -> match.group(3)))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private String text() {
        try (var input = Files.newInputStream(file)) {
            return new String(input.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
