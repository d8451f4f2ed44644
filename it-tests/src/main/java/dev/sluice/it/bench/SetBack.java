package dev.sluice.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Makes the releases of a host older than they are: rounds follow each other within an hour. */
public final class SetBack {
    static final Duration BY = Duration.ofHours(2);

    private static final Pattern AT = Pattern.compile("^at=(\\d+)", Pattern.MULTILINE);

    private SetBack() {}

    /** Sets back the times of the directories of releases, and those in the host's history. */
    public static void apply(Path site) {
        var releases = site.resolve("releases");
        var history = site.resolve(".sluice/history.log");
        try {
            if (Files.isDirectory(releases)) {
                var time = FileTime.from(Instant.now().minus(BY));
                try (var all = Files.newDirectoryStream(releases)) {
                    for (var release : all) {
                        Files.setLastModifiedTime(release, time);
                    }
                }
            }
            if (Files.exists(history)) {
                Files.writeString(history, older(Files.readString(history)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set back the times of " + site, e);
        }
    }

    /** A history in which everything happened two hours earlier. */
    static String older(String history) {
        return AT.matcher(history).replaceAll(match -> "at=" + (Long.parseLong(match.group(1)) - BY.toSeconds()));
    }
}
