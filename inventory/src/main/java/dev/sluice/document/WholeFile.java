package dev.sluice.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * Writes a file atomically. It is first written beside its final path, under a random name that must be new: so no link that another account created
 * is followed, not even one at the file's own name.
 */
public final class WholeFile {
    private WholeFile() {}

    /** Readable as other new files of this user are. */
    public static void write(Path file, String text) throws IOException {
        write(file, text, new FileAttribute<?>[0]);
    }

    /** Mode 0600. */
    public static void writePrivate(Path file, String text) throws IOException {
        write(file, text, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void write(Path file, String text, FileAttribute<?>... attributes) throws IOException {
        var random = new byte[8];
        new SecureRandom().nextBytes(random);
        var name = "." + file.getFileName() + "." + HexFormat.of().formatHex(random) + ".new";
        var beside = file.toAbsolutePath().resolveSibling(name);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(beside, options, attributes)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }
}
