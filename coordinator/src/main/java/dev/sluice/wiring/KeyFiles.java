package dev.sluice.wiring;

import dev.sluice.document.UnsafeFileException;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.readiness.RefusedException;
import dev.sluice.secret.EndpointKeyFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;

/** Makes the key that signs requests to the endpoint, records and plans. */
public final class KeyFiles {
    private KeyFiles() {}

    /**
     * Writes a new private key, mode 0600, with its public half beside it in FILE.pub, and never over an old one.
     *
     * @return the id of its public half, which hosts get with the next release
     */
    public static String generate(Path file) throws RefusedException, IOException {
        var key = EndpointKey.generate(new SecureRandom());
        var beside = file.resolveSibling(file.getFileName() + ".pub");
        try {
            refuseExisting(file);
            refuseExisting(beside);
            EndpointKeyFile.write(file, key);
            Files.writeString(beside, key.publicKey().pem(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(
                    RefusedException.Reason.USAGE,
                    List.of(e.getFile() + " exists already; it was left as it is"),
                    "hosts may know this key only: name another file with --out, or remove it first");
        } catch (UnsafeFileException e) {
            throw new RefusedException(
                    RefusedException.Reason.USAGE,
                    List.of("no key was made: " + e.getMessage()),
                    "or name a file in a directory of your own");
        }
        return key.publicKey().kid();
    }

    private static void refuseExisting(Path file) throws FileAlreadyExistsException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }
}
