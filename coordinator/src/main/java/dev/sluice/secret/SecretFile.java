package dev.sluice.secret;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file that holds one secret, and that only its owner may read, as ssh(1) asks of private keys. */
final class SecretFile {
    /** A private key of 16384 bits has 12 KiB. */
    static final int LARGEST = 64 * 1024;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {}

    static String read(SecretReference reference, Path file) throws SecretException {
        try {
            refuseWhatOthersCanRead(reference, file);
            return start(reference, file);
        } catch (NoSuchFileException missing) {
            throw new SecretException(reference + ": there is no file " + file, missing);
        } catch (IOException failed) {
            throw new SecretException(
                    reference + ": cannot read " + file + " ("
                            + failed.getClass().getSimpleName() + ")",
                    failed);
        }
    }

    private static void refuseWhatOthersCanRead(SecretReference reference, Path file)
            throws IOException, SecretException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        var attributes = view.readAttributes();
        if (!attributes.isRegularFile()) {
            throw new SecretException(reference + ": " + file + " is not a file");
        }
        if (attributes.permissions().stream().anyMatch(OTHERS::contains)) {
            throw new SecretException(
                    reference + ": others than its owner can read or change " + file + "; run: chmod 600 " + file);
        }
    }

    private static String start(SecretReference reference, Path file) throws IOException, SecretException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new SecretException(reference + ": " + file + " is larger than 64 KiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
