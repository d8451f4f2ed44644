package dev.sluice.artifact;

import dev.sluice.artifact.FoundEntry.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is below one directory, reached name by name from its handle. The top one is kept open, and those between it and the one in use, so that each is
 * opened once in a walk; of a very deep tree only the lowest of these.
 */
final class DirectoryTree implements Closeable {
    private static final Path UPPERMOST = Path.of("");
    private static final int MOST_OPEN = 64;

    private final FileOpener opener;
    private final Opening opening;
    private final HeldDirectory root;
    private final Deque<Entered> entered = new ArrayDeque<>();
    private Path at = UPPERMOST;
    private @Nullable FileStatus described;

    private DirectoryTree(FileOpener opener, Opening opening, HeldDirectory root) {
        this.opener = opener;
        this.opening = opening;
        this.root = root;
    }

    static DirectoryTree open(DirectorySource source) throws IOException {
        Opening opening = new Opening(source.limit());
        try {
            return new DirectoryTree(source.opener(), opening, HeldDirectory.open(source.root(), opening));
        } catch (IOException e) {
            opening.close();
            throw e;
        }
    }

    /** The files of a directory, below the top one. */
    List<Path> children(Path directory) throws IOException {
        enter(directory);
        List<Path> children = new ArrayList<>();
        for (Path name : held().names()) {
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
                        case LINK -> held().target(last, status);
                        case SPECIAL -> FileStatus.special(status.mode());
                        default -> "";
                    };
            return new FoundEntry(
                    kind, name, status.permissions(), status.modified().to(TimeUnit.SECONDS), target);
        } catch (IOException e) {
            return DirectorySource.unreadable(name, e);
        }
    }

    /** Of the file that was described last. */
    FileStatus described() {
        return Objects.requireNonNull(described);
    }

    /** The bytes of the file that was described last, as long as it is unchanged. */
    InputStream content(Path file) throws IOException {
        HeldDirectory directory = directory(file);
        Path name = file.getFileName();
        FileStatus status = described();
        return new SteadyContent(
                directory.file(name, status, opener), status.size(), () -> directory.check(name, status));
    }

    /** The file that was described last, to be read on another thread as long as it is unchanged. */
    ContentReaders.Content shared(Path file, ContentVolume volume) throws IOException {
        return new SharedContent(directory(file).shared(), file.getFileName(), described(), opener, volume);
    }

    private record SharedContent(
            HeldDirectory directory, Path name, FileStatus status, FileOpener opener, ContentVolume volume)
            implements ContentReaders.Content {
        @Override
        public SteadyContent open() throws IOException {
            return new SteadyContent(
                    directory.fileHere(name, status, opener), status.size(), () -> directory.check(name, status));
        }

        @Override
        public FileDigest read(SteadyContent opened) throws IOException {
            return FileDigest.of(opened, status.size(), volume);
        }

        @Override
        public void release() {
            directory.close();
        }
    }

    private HeldDirectory directory(Path file) throws IOException {
        Path parent = file.getParent() == null ? UPPERMOST : file.getParent();
        if (!parent.equals(at)) {
            enter(parent);
        }
        return held();
    }

    /** Name by name, from the deepest directory above it that is open. */
    private void enter(Path directory) throws IOException {
        while (!entered.isEmpty() && !directory.startsWith(entered.getLast().below())) {
            entered.removeLast().directory().close();
        }
        int depth = entered.isEmpty() ? 0 : entered.getLast().below().getNameCount();
        int wanted = directory.equals(UPPERMOST) ? 0 : directory.getNameCount();
        for (; depth < wanted; depth++) {
            HeldDirectory child = held().child(directory.getName(depth));
            entered.addLast(new Entered(directory.subpath(0, depth + 1), child));
            if (entered.size() > MOST_OPEN) {
                entered.removeFirst().directory().close();
            }
        }
        at = directory;
    }

    private HeldDirectory held() {
        return entered.isEmpty() ? root : entered.getLast().directory();
    }

    /** @param below its path, from the top directory */
    private record Entered(Path below, HeldDirectory directory) {}

    @Override
    public void close() {
        entered.forEach(one -> one.directory().close());
        root.close();
        opening.close();
    }
}
