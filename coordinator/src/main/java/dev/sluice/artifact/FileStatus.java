package dev.sluice.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * What lstat(2) returns for a file.
 *
 * @param key device and inode
 * @param mode with the type bits
 * @param changed the inode's last change, also by a rename or a new hard link; it cannot be set
 */
record FileStatus(Object key, int mode, long size, FileTime modified, FileTime changed) {
    /** Type bits of a mode, as inode(7) has them. */
    private static final int TYPE = 0170000;

    static FileStatus of(Path file) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(file, "unix:fileKey,mode,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
        return new FileStatus(
                get(attributes, "fileKey"),
                (Integer) get(attributes, "mode"),
                (Long) get(attributes, "size"),
                (FileTime) get(attributes, "lastModifiedTime"),
                (FileTime) get(attributes, "ctime"));
    }

    private static Object get(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    FoundEntry.Kind kind() {
        return switch (mode & TYPE) {
            case 0100000 -> FoundEntry.Kind.FILE;
            case 0040000 -> FoundEntry.Kind.DIRECTORY;
            case 0120000 -> FoundEntry.Kind.LINK;
            default -> FoundEntry.Kind.SPECIAL;
        };
    }

    int permissions() {
        return mode & 07777;
    }

    /** The name of the type bits of a mode. */
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
