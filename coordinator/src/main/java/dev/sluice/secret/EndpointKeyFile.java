package dev.sluice.secret;

import dev.sluice.document.OwnFile;
import dev.sluice.endpoint.EndpointKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a private key to a file that only its owner can read. */
public final class EndpointKeyFile {
    private EndpointKeyFile() {}

    /**
     * Writes a new file of mode 0600, and the directories it needs with 0700. An existing file is never replaced: its key may be the only one that
     * hosts know.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the file exists
     */
    public static void write(Path file, EndpointKey key) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        OwnFile.checkAbove(file);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(file, options, mode)) {
            channel.write(ByteBuffer.wrap(key.privatePem().getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }
}
