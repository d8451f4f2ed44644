package dev.sluice.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that a command has written for its caller. */
final class ReportTree {
    private static final int MOST = 5_000;

    private ReportTree() {}

    /** @param path with slashes, from the directory of the reports */
    record ReportFile(String path, Path file, long bytes) {}

    /** Files only, in the order of their paths; links are left out. */
    static List<ReportFile> of(Path directory) throws IOException {
        var found = new ArrayList<ReportFile>();
        try (var files = Files.walk(directory)) {
            var regular = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MOST)
                    .toList();
            for (var file : regular) {
                found.add(new ReportFile(directory.relativize(file).toString(), file, Files.size(file)));
            }
        }
        return found;
    }
}
