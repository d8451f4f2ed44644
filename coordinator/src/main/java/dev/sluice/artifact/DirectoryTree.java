package dev.sluice.artifact;

import dev.sluice.artifact.FoundEntry.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is below one directory, reached name by name from its handle. Two directories are kept open: the top one, and the one in use. */
final class DirectoryTree implements Closeable {
    private static final Path UPPERMOST = Path.of("");

    private final FileOpener opener;
    private final Opening opening;
    private final HeldDirectory root;
    private HeldDirectory held;
    private Path entered = UPPERMOST;
    private @Nullable FileStatus described;

    private DirectoryTree(FileOpener opener, Opening opening, HeldDirectory root, HeldDirectory held) {
        this.opener = opener;
        this.opening = opening;
        this.root = root;
        this.held = held;
    }

    static DirectoryTree open(DirectorySource source) throws IOException {
        Opening opening = new Opening(source.limit());
        try {
            HeldDirectory root = HeldDirectory.open(source.root(), opening);
            return new DirectoryTree(source.opener(), opening, root, root.child(HeldDirectory.ITSELF));
        } catch (IOException e) {
            opening.close();
            throw e;
        }
    }

    /** The files of a directory, below the top one. */
    List<Path> children(Path directory) throws IOException {
        enter(directory);
        List<Path> children = new ArrayList<>();
        for (Path name : held.names()) {
            children.add(directory.resolve(name));
        }
        return children;
    }

    /** Its last name, as UTF-8. */
    String name(Path file) {
        return FileNames.name(root.path().resolve(file));
    }

    /**
     * What is known of a file.
     *
     * @param name of it, for people and for the manifest
     */
    FoundEntry describe(Path file, String name) {
        try {
            Path last = file.getFileName();
            FileStatus status = directory(file).status(last);
            described = status;
            Kind kind = status.kind();
            String target =
                    switch (kind) {
                        case LINK -> held.target(last, status);
                        case SPECIAL -> FileStatus.special(status.mode());
                        default -> "";
                    };
            return new FoundEntry(
                    kind, name, status.permissions(), status.modified().to(TimeUnit.SECONDS), target);
        } catch (IOException e) {
            return DirectorySource.unreadable(name, e);
        }
    }

    /** The bytes of the file that was described last, as long as it is unchanged. */
    InputStream content(Path file) throws IOException {
        HeldDirectory directory = directory(file);
        Path name = file.getFileName();
        FileStatus status = Objects.requireNonNull(described);
        return new SteadyContent(
                directory.file(name, status, opener), status.size(), () -> directory.check(name, status));
    }

    private HeldDirectory directory(Path file) throws IOException {
        Path parent = file.getParent() == null ? UPPERMOST : file.getParent();
        if (!parent.equals(entered)) {
            enter(parent);
        }
        return held;
    }

    /** Again from the top directory, name by name. */
    private void enter(Path directory) throws IOException {
        HeldDirectory at = root.child(HeldDirectory.ITSELF);
        for (Path name : directory.equals(UPPERMOST) ? List.<Path>of() : directory) {
            try (HeldDirectory above = at) {
                at = above.child(name);
            }
        }
        held.close();
        held = at;
        entered = directory;
    }

    @Override
    public void close() {
        held.close();
        root.close();
        opening.close();
    }
}
