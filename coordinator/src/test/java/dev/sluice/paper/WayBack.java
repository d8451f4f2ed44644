package dev.sluice.paper;

import dev.sluice.artifact.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The script {@code way-back}. */
final class WayBack implements PaperHost.Script {
    private static final int NAMES = 3;

    private final PaperSite site;

    WayBack(PaperSite site) {
        this.site = site;
    }

    @Override
    public Map<String, String> run(Conversation asked, byte[] payload) throws IOException, Refusal {
        var id = asked.value("release");
        var tree = site.release(id);
        if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            return Map.of("state", "absent", "digest", "");
        }
        var digest = site.marker(tree).digest();
        if (!site.marker(tree).id().equals(id) || digest.isEmpty()) {
            return Map.of("state", "unmarked", "digest", "");
        }
        var manifest = PaperSite.text(site.manifest(id));
        if (manifest.isEmpty()) {
            return Map.of("state", "no-manifest", "digest", digest);
        }
        var wanted = Manifest.parse(manifest.get());
        if (!wanted.digest().equals(digest)) {
            return Map.of("state", "other-manifest", "digest", digest);
        }
        var differing = differing(wanted, tree, asked.lines("without"));
        if (differing.isEmpty()) {
            return Map.of("state", "whole", "digest", digest);
        }
        var names = differing.stream().limit(NAMES).collect(Collectors.joining("\n"));
        return Map.of(
                "state", "changed", "digest", digest, "count", Integer.toString(differing.size()), "names", names);
    }

    private static List<String> differing(Manifest wanted, Path tree, List<String> without) {
        return wanted.entries().stream()
                .filter(entry -> without.stream().noneMatch(Path.of(entry.path())::startsWith))
                .filter(entry -> !isThere(entry, tree.resolve(entry.path())))
                .map(Manifest.Entry::path)
                .toList();
    }

    /** By type and size. */
    private static boolean isThere(Manifest.Entry entry, Path path) {
        return switch (entry.type()) {
            case DIRECTORY -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            case LINK -> Files.isSymbolicLink(path);
            case FILE ->
                Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        && path.toFile().length() == entry.size();
        };
    }
}
