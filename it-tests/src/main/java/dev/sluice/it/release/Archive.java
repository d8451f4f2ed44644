package dev.sluice.it.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A build as one file. */
public final class Archive {
    private Archive() {}

    /** Packs a directory into {@code NAME.tar.gz} beside it. */
    public static Path of(Path tree) {
        var file = tree.resolveSibling(tree.getFileName() + ".tar.gz");
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
                Stream<Path> entries = Files.walk(tree)) {
            for (var entry : entries.filter(path -> !path.equals(tree)).sorted().toList()) {
                add(tar, entry, tree.relativize(entry).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack " + tree, e);
        }
        return file;
    }

    private static void add(TarArchiveOutputStream tar, Path path, String name) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(path, name));
        if (Files.isRegularFile(path)) {
            Files.copy(path, tar);
        }
        tar.closeArchiveEntry();
    }
}
