package dev.sluice.it.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** A release as it is on a host, by path: modes and content of files, modes of directories, targets of links. */
final class ReleaseTree {
    private ReleaseTree() {}

    /** All that a release consists of, to be compared with one that was sent whole. */
    static Map<String, String> of(Path release) throws IOException {
        var content = new TreeMap<String, String>();
        try (var paths = Files.walk(release)) {
            for (var path : paths.toList()) {
                var name = release.relativize(path).toString();
                var modes = Files.isSymbolicLink(path)
                        ? ""
                        : PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " ";
                content.put(name, modes + text(path));
            }
        }
        content.remove(".sluice-release");
        return content;
    }

    /** What {@link #of} is of a release that was sent whole. */
    static Map<String, String> whole(Map<String, String> files) {
        var whole = new TreeMap<>(Map.of("", "rwxr-xr-x /"));
        files.forEach((path, content) -> {
            for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
                whole.put(path.substring(0, i), mode(path.substring(0, i), "rwxr-xr-x") + " /");
            }
            if (!path.endsWith("/")) {
                whole.put(path, content.startsWith("->") ? "-> " + content.substring(2) : file(path, content));
            }
        });
        whole.put(
                "public/_sluice.php",
                file("public/_sluice.php", LocalSite.endpoint().php()));
        return whole;
    }

    private static String file(String path, String content) {
        return mode(path, path.startsWith("bin/") ? "rwxr-xr-x" : "rw-r--r--") + " " + content;
    }

    /** What is declared writable is so for the group. */
    private static String mode(String path, String mode) {
        return (path + "/").startsWith("cache/")
                ? new StringBuilder(mode).replace(4, 5, "w").toString()
                : mode;
    }

    private static String text(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        return Files.isDirectory(path) ? "/" : Files.readString(path);
    }
}
