package dev.sluice.artifact;

import dev.sluice.artifact.FoundEntry.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A directory, read without following any link in it. */
record DirectorySource(Path root, FileOpener opener) implements EntrySource {
    /** Type bits of a mode, as inode(7) has them. */
    private static final int TYPE = 0170000;

    @Override
    public EntryReading open() {
        return new DirectoryWalk(this);
    }

    @Override
    public EntryReading reopen(Manifest manifest) {
        return new DirectoryReplay(this, manifest.entries().iterator());
    }

    static FoundEntry describe(Path file, String name) {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(file, "unix:mode,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) attributes.getOrDefault("mode", 0);
            FileTime modified = (FileTime) attributes.getOrDefault("lastModifiedTime", FileTime.fromMillis(0));
            Kind kind = kind(mode);
            String target = kind == Kind.LINK ? FileNames.target(file) : kind == Kind.SPECIAL ? special(mode) : "";
            return new FoundEntry(kind, name, mode & 07777, modified.to(TimeUnit.SECONDS), target);
        } catch (IOException e) {
            return unreadable(name, e);
        }
    }

    static FoundEntry unreadable(String name, IOException e) {
        return new FoundEntry(Kind.UNREADABLE, name, 0, 0, reason(e));
    }

    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof NoSuchFileException ? "it is gone" : String.valueOf(e.getMessage());
    }

    private static Kind kind(int mode) {
        return switch (mode & TYPE) {
            case 0100000 -> Kind.FILE;
            case 0040000 -> Kind.DIRECTORY;
            case 0120000 -> Kind.LINK;
            default -> Kind.SPECIAL;
        };
    }

    /** A word for the type bits of a mode. */
    static String special(int mode) {
        return switch (mode & TYPE) {
            case 0140000 -> "socket";
            case 0060000 -> "block device";
            case 0020000 -> "character device";
            case 0010000 -> "FIFO";
            default -> "unknown type";
        };
    }
}
