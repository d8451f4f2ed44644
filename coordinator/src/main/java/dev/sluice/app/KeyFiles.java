package dev.sluice.app;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.php.EndpointKeyFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** Makes the key that signs requests to the endpoint. */
public final class KeyFiles {
    private KeyFiles() {}

    /**
     * Writes a new private key, mode 0600, and never over an old one.
     *
     * @return the id of its public half, which hosts get with the next release
     */
    public static String generate(Path file) throws RefusedException, IOException {
        var key = EndpointKey.generate(new SecureRandom());
        try {
            EndpointKeyFile.write(file, key);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(
                    RefusedException.Reason.USAGE,
                    List.of(file + " is there already; it was left as it is"),
                    "hosts may know this key only: name another file with --out, or remove it first");
        }
        return key.publicKey().kid();
    }
}
