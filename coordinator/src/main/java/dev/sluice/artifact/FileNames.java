package dev.sluice.artifact;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Names of files as UTF-8, whatever the locale. Under {@code LANG=C}, which cron and systemd set, Java decodes
 * every byte above 0x7F as U+FFFD and refuses to make a path of such a name; but a path keeps its bytes, and
 * {@link Path#toUri()} shows them.
 */
final class FileNames {
    private static final Path ROOT = Path.of("/");

    private FileNames() {}

    static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        if (isAscii(name)) {
            return name;
        }
        String raw = withoutSlash(file.toUri().getRawPath());
        return PercentEncoding.decode(raw.substring(raw.lastIndexOf('/') + 1));
    }

    static String target(Path link) throws IOException {
        Path target = Files.readSymbolicLink(link);
        String shown = target.toString();
        if (isAscii(shown)) {
            return shown;
        }
        // A URI has a slash at its end where the path is a directory; the target may or may not have one.
        String raw = link.resolveSibling(target).toUri().getRawPath();
        String own = withoutSlash(link.toUri().getRawPath());
        String written = target.isAbsolute() ? raw : raw.substring(own.lastIndexOf('/') + 1);
        return PercentEncoding.decode(shown.endsWith("/") ? written : withoutSlash(written));
    }

    /** {@code path} as in a manifest. */
    static Path resolve(Path root, String path) {
        return root.resolve(relative(path));
    }

    /** {@code path} as in a manifest. */
    static Path relative(String path) {
        if (isAscii(path)) {
            return Path.of(path);
        }
        return ROOT.relativize(Path.of(URI.create("file:///" + PercentEncoding.uriPath(path))));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
