package dev.sluice.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.endpoint.EndpointKey;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointKeyFileTest {
    private final EndpointKey key = EndpointKey.generate(new SecureRandom());

    @TempDir
    Path directory;

    @Test
    void a_key_file_can_be_read_by_its_owner_only_and_holds_the_key() throws Exception {
        var file = directory.resolve("sluice/endpoint.pem");
        EndpointKeyFile.write(file, key);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        assertEquals(
                key.publicKey().kid(),
                EndpointKey.parse(Files.readString(file)).publicKey().kid());
    }

    @Test
    void a_key_that_hosts_may_know_is_never_replaced() throws Exception {
        var file = directory.resolve("endpoint.pem");
        EndpointKeyFile.write(file, key);
        var other = EndpointKey.generate(new SecureRandom());
        assertThrows(FileAlreadyExistsException.class, () -> EndpointKeyFile.write(file, other));
        assertEquals(key.privatePem(), Files.readString(file));
    }
}
