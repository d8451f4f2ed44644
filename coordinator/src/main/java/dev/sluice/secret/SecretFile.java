package dev.sluice.secret;

import dev.sluice.document.OwnFile;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.document.UnsafeFileException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that contains one secret, and that only its owner may read, as ssh(1) requires of private keys. */
final class SecretFile {
    /** A private key of 16384 bits has 12 KiB. */
    static final int LARGEST = 64 * 1024;

    private SecretFile() {}

    static String read(SecretReference reference, Path file) throws SecretException {
        try {
            return OwnFile.read(file, OwnFile.Access.SECRET, LARGEST);
        } catch (UnsafeFileException unsafe) {
            throw new SecretException(reference + ": " + unsafe.getMessage(), unsafe);
        } catch (NoSuchFileException missing) {
            throw new SecretException(reference + ": there is no file " + file, missing);
        } catch (IOException failed) {
            throw new SecretException(
                    reference + ": cannot read " + file + " ("
                            + failed.getClass().getSimpleName() + ")",
                    failed);
        }
    }
}
