package dev.sluice.paper;

import dev.sluice.artifact.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** Trees of files in the form of manifests. */
final class Trees {
    private Trees() {}

    /** @param without paths to leave out, with all that is below them */
    static Manifest manifest(Path tree, List<String> without) throws IOException {
        var entries = new ArrayList<Manifest.Entry>();
        try (var paths = Files.walk(tree)) {
            for (var path : paths.skip(1).toList()) {
                var name = tree.relativize(path);
                if (without.stream().noneMatch(name::startsWith)) {
                    entries.add(entry(path, name.toString()));
                }
            }
        }
        return Manifest.of(entries);
    }

    private static Manifest.Entry entry(Path path, String name) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return Manifest.Entry.link(name, Files.readSymbolicLink(path).toString());
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return Manifest.Entry.directory(name);
        }
        var content = Files.readAllBytes(path);
        // Not isExecutable, which says yes to root for what nobody may execute.
        var mode = Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE) ? 0755 : 0644;
        return Manifest.Entry.file(name, mode, content.length, PaperSite.sha256(content));
    }
}
