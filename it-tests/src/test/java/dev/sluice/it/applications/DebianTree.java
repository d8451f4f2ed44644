package dev.sluice.it.applications;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.it.fleet.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trees of Debian's packages, as a build makes them of an application's own archive: without the links into {@code /etc} and {@code /var}. */
final class DebianTree {
    private DebianTree() {}

    /** Skips the test where the package is not installed: it is too large for a machine that runs the tests every day. */
    static Path installed(String directory, String packages) {
        var path = Path.of(directory);
        assumeTrue(
                Files.isDirectory(path),
                () -> directory + " is missing: apt-get install --no-install-recommends " + packages);
        return path;
    }

    /** Copies what links lead to, each file by itself. */
    static Path copy(Path from, Path to, String... without) throws IOException {
        Files.createDirectories(to);
        var excludes = new StringBuilder();
        for (var path : without) {
            excludes.append(" --exclude=./").append(path);
        }
        Command.run(List.of(
                "sh",
                "-c",
                "tar -C \"$1\" -ch --hard-dereference" + excludes + " . | tar -C \"$2\" -x --no-same-owner",
                "sh",
                from.toString(),
                to.toString()));
        return to;
    }

    /** A copy with one file replaced. */
    static Path with(Path tree, String file, String content) throws IOException {
        var name = tree.getFileName() + "-" + file.hashCode() + "-" + content.hashCode();
        var other = copy(tree, tree.resolveSibling(name));
        Files.writeString(other.resolve(file), content);
        return other;
    }

    /** As an administrator lets PHP's user write there. */
    static void letPhpWrite(Path path) {
        Command.run(List.of("chmod", "-R", "a+rwX", path.toString()));
    }
}
