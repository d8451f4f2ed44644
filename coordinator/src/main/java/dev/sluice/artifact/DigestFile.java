package dev.sluice.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digest that {@code sha256sum} wrote: one line for each file, {@code DIGEST  NAME} or {@code DIGEST *NAME}, or one digest
 * alone.
 */
final class DigestFile {
    private static final Pattern LINE = Pattern.compile("\\\\?([0-9a-fA-F]{64})(?: [ *](.+))?");

    private DigestFile() {}

    /**
     * @param artifact the name, or names, whose line is read
     * @throws IOException with what is wrong with the file
     */
    static String read(Path file, List<String> artifact) throws IOException {
        List<String> lines = new String(SmallFile.read(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.isEmpty()) {
            throw new IOException("it is empty");
        }
        List<Line> digests = new ArrayList<>();
        for (String line : lines) {
            digests.add(Line.of(line));
        }
        if (digests.size() == 1 && digests.get(0).name.isEmpty()) {
            return digests.get(0).digest;
        }
        List<String> ours = digests.stream()
                .filter(line -> artifact.contains(line.name))
                .map(Line::digest)
                .distinct()
                .toList();
        if (ours.size() != 1) {
            throw new IOException(
                    ours.isEmpty() ? "it is of " + ShownText.quoted(digests.get(0).name) : "it has two for one name");
        }
        return ours.get(0);
    }

    private record Line(String digest, String name) {
        static Line of(String line) throws IOException {
            Matcher matcher = LINE.matcher(line.stripTrailing());
            if (!matcher.matches()) {
                throw new IOException("it is not output of sha256sum");
            }
            String name = matcher.group(2) == null ? "" : matcher.group(2);
            return new Line(matcher.group(1).toLowerCase(Locale.ROOT), name.substring(name.lastIndexOf('/') + 1));
        }
    }
}
