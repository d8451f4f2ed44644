package dev.sluice.it.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a test class. */
record TestSource(String text) {
    private static final Pattern TEST = Pattern.compile("(?=\n    @(?:Test|ParameterizedTest)\n)");
    private static final String TAG = "@Tag(";

    static TestSource read(Path file) {
        try {
            return new TestSource(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of it belongs to the ordinary build: all but tests that have a tag; nothing of a class that has one. */
    String ordinary() {
        if (text.contains("\n" + TAG)) {
            return "";
        }
        return Arrays.stream(TEST.split(text))
                .filter(part -> !part.contains(TAG))
                .collect(Collectors.joining());
    }
}
