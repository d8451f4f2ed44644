package dev.sluice.web;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.ArtifactLocation.Local;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The directories of this machine from which a release may be started through HTTP; a link that leads out of them leads nowhere. */
public final class ArtifactRoots {
    private final List<Path> roots;

    public ArtifactRoots(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * Reads what a caller names: an absolute path below one of the directories, or an https address with a digest.
     *
     * @throws IllegalArgumentException with why it may not be used, to follow the text
     */
    public ArtifactLocation location(String text) {
        var location = ArtifactLocation.parse(text);
        return location instanceof Local local ? new Local(inside(local.path())) : location;
    }

    /** The path without links, so that no one can exchange one between the check and the reading. */
    private Path inside(Path path) {
        for (var root : roots) {
            try {
                var real = path.toRealPath();
                if (path.isAbsolute() && real.startsWith(root.toRealPath())) {
                    return real;
                }
            } catch (IOException e) {
                // A root that does not exist, or a path that does not: not inside.
            }
        }
        throw new IllegalArgumentException(
                roots.isEmpty()
                        ? "cannot be used: sluice.yml names no directory of artifacts"
                        : "is not in a directory that sluice.yml names under artifacts");
    }
}
