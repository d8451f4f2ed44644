package dev.sluice.it.mutated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Directories as they were. */
final class Snapshot {
    private final List<Path> directories;
    private final Path kept;

    private Snapshot(List<Path> directories, Path kept) {
        this.directories = List.copyOf(directories);
        this.kept = kept;
    }

    /** @param kept where the copies are; not there yet */
    static Snapshot of(List<Path> directories, Path kept) {
        var snapshot = new Snapshot(directories, kept);
        for (int i = 0; i < directories.size(); i++) {
            copy(directories.get(i), kept.resolve(Integer.toString(i)));
        }
        return snapshot;
    }

    void restore() {
        for (int i = 0; i < directories.size(); i++) {
            clear(directories.get(i));
            copy(kept.resolve(Integer.toString(i)), directories.get(i));
        }
    }

    private static void clear(Path tree) {
        for (var path : all(tree).sorted(Comparator.reverseOrder()).toList()) {
            try {
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void copy(Path from, Path to) {
        try {
            if (Files.exists(from)) {
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
            }
            for (var path : all(from).toList()) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path)),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> all(Path tree) {
        try (var walk = Files.walk(tree)) {
            return walk.toList().stream();
        } catch (NoSuchFileException nothing) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
