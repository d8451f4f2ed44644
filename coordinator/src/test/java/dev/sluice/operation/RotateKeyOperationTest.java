package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.readiness.RefusedException;
import dev.sluice.wiring.KeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateKeyOperationTest {
    @TempDir
    Path directory;

    @Test
    void a_new_key_that_others_can_read_is_refused() throws Exception {
        var file = directory.resolve("key");
        var kid = KeyFiles.generate(file);
        assertEquals(kid, RotateKeyOperation.read(file).publicKey().kid());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var refused = assertThrows(RefusedException.class, () -> RotateKeyOperation.read(file));
        assertTrue(String.valueOf(refused.getMessage()).contains("run: chmod 600 " + file), refused.getMessage());
    }

    @Test
    void no_key_is_made_where_others_can_put_another_one() throws Exception {
        var open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThrows(RefusedException.class, () -> KeyFiles.generate(open.resolve("key")));
        assertTrue(Files.notExists(open.resolve("key")));
    }

    @Test
    void no_private_key_is_left_behind_where_its_public_half_has_no_place() throws Exception {
        var file = directory.resolve("key");
        Files.writeString(directory.resolve("key.pub"), "another");
        var refused = assertThrows(RefusedException.class, () -> KeyFiles.generate(file));
        assertTrue(refused.lines().get(0).contains("key.pub exists already"), refused::toString);
        assertTrue(Files.notExists(file));
    }
}
