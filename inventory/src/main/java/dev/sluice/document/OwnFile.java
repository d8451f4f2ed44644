package dev.sluice.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Files and directories that no other account of this machine may have written, or read: keys, secrets, records of trust, the
 * state. The rule is that of sshd(8) for {@code authorized_keys} (StrictModes), which checks the directories above too; here they are checked up to
 * the root, also above the home directory, and a directory with the sticky bit is accepted, such as /tmp.
 *
 * <p>A path is followed from the root, name by name, links included. A name is resolved in a directory only when it is known that only its owner and
 * root can change its names: so no other account can replace what was checked, and no handle is needed.
 */
public final class OwnFile {
    private static final Path ROOT = Path.of("/");
    private static final int MOST_LINKS = 40;
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;
    private static final int FILE = 0100000;
    private static final int STICKY = 01000;
    private static final int WRITABLE = 0022;
    private static final int ACCESSIBLE = 0077;

    private OwnFile() {}

    /** What other accounts may do. */
    public enum Access {
        /** No other account may read or write it, as ssh(1) requires of private keys. */
        SECRET,
        /** Others may read it. */
        TRUSTED
    }

    /**
     * The text of a file.
     *
     * @param most bytes that it may have
     * @throws UnsafeFileException when another account can change it
     * @throws java.nio.file.NoSuchFileException when it does not exist
     */
    public static String read(Path file, Access access, int most) throws IOException {
        check(file, access);
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new UnsafeFileException(file + " is larger than " + most / 1024 + " KiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Checks that another account cannot change the file, or read it. */
    public static void check(Path file, Access access) throws IOException {
        var status = follow(file);
        if (status.type() != FILE) {
            throw new UnsafeFileException(file + " is not a file");
        }
        if (access == Access.SECRET && (status.mode & ACCESSIBLE) != 0) {
            throw new UnsafeFileException(
                    "others than its owner can read or change " + file + "; run: chmod 600 " + file);
        }
        if ((status.mode & WRITABLE) != 0) {
            throw new UnsafeFileException("others than its owner can change " + file + "; run: chmod go-w " + file);
        }
    }

    /** Checks that no other account may enter the directory. */
    public static void checkPrivate(Path directory) throws IOException {
        var status = follow(directory);
        if (status.type() != DIRECTORY) {
            throw new UnsafeFileException(directory + " is not a directory");
        }
        if ((status.mode & ACCESSIBLE) != 0) {
            throw new UnsafeFileException(directory + " is open to other users (" + status.shown()
                    + "), and its content is not for them; if it is yours: chmod 700 " + directory);
        }
    }

    /** Checks that no other account can replace this file, which need not exist. */
    public static void checkAbove(Path file) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            follow(parent).checkNames(parent, file);
        }
    }

    /** From the root to what the path leads to. */
    private static Status follow(Path path) throws IOException {
        Deque<Path> left = new ArrayDeque<>();
        path.toAbsolutePath().forEach(left::add);
        var links = 0;
        var at = ROOT;
        var status = Status.of(at);
        while (!left.isEmpty()) {
            status.checkNames(at, path);
            var next = at.resolve(left.pop()).normalize();
            status = Status.of(next);
            status.checkOwner(next);
            if (status.type() != LINK) {
                at = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new UnsafeFileException(path + " leads through more than " + MOST_LINKS + " links");
            }
            var target = Files.readSymbolicLink(next);
            var names = new ArrayDeque<Path>();
            target.forEach(names::push);
            names.forEach(left::push);
            at = target.isAbsolute() ? ROOT : at;
            status = Status.of(at);
        }
        return status;
    }

    /** What lstat(2) returns. */
    private record Status(int mode, int owner) {
        static Status of(Path file) throws IOException {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            return new Status(number(attributes.get("mode")), number(attributes.get("uid")));
        }

        private static int number(@Nullable Object value) {
            return (Integer) Objects.requireNonNull(value);
        }

        int type() {
            return mode & TYPE;
        }

        String shown() {
            return "%04o".formatted(mode & 07777);
        }

        void checkOwner(Path file) throws IOException {
            if (owner != 0 && owner != self()) {
                throw new UnsafeFileException(file + " belongs to another account (uid " + owner
                        + "), which can change it; it has to belong to root or to the account that runs Sluice");
            }
        }

        /** Checks that only the owner, root, and whoever owns a name can change the names in this directory. */
        void checkNames(Path directory, Path file) throws IOException {
            if (type() == DIRECTORY && (mode & WRITABLE) != 0 && (mode & STICKY) == 0) {
                throw new UnsafeFileException("other accounts can put another file in the place of " + file
                        + ", since they can write in " + directory + " (" + shown() + "); run: chmod go-w "
                        + directory);
            }
        }

        /** Of this process; its name may be none, as in a container. */
        private static int self() throws IOException {
            return number(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        }
    }
}
