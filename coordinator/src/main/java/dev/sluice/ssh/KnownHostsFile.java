package dev.sluice.ssh;

import dev.sluice.document.OwnFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Appends to a known_hosts file; existing lines are never changed. */
final class KnownHostsFile {
    private KnownHostsFile() {}

    /** Makes the file, for its owner only, where it is missing. */
    static void append(Path file, String line) throws IOException {
        make(file);
        OwnFile.check(file, OwnFile.Access.TRUSTED);
        try (var open = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Another sluice may append at the same time; ssh(1) takes no lock, but it writes its line at once as well.
            try (var lock = open.lock()) {
                var text = (endsWithLine(open) ? "" : "\n") + line + "\n";
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                open.position(open.size());
                while (bytes.hasRemaining() && lock.isValid()) {
                    open.write(bytes);
                }
                open.force(true);
            }
        }
    }

    private static void make(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder, new LinkOption[0])) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException there) {
            // Whether it may be used is checked wherever it came from.
        }
    }

    private static boolean endsWithLine(FileChannel open) throws IOException {
        if (open.size() == 0) {
            return true;
        }
        var last = ByteBuffer.allocate(1);
        open.read(last, open.size() - 1);
        return last.get(0) == '\n';
    }
}
