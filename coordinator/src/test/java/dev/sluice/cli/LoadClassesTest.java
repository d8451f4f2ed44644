package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.sshd.client.SshClient;
import org.junit.jupiter.api.Test;

class LoadClassesTest {
    @Test
    void classes_of_libraries_are_loaded_also_where_some_need_what_is_not_there() throws Exception {
        assertTrue(LoadClasses.load(jarOf(SshClient.class)) > 300);
    }

    @Test
    void a_directory_on_the_class_path_has_none() throws IOException {
        assertEquals(0, LoadClasses.load(Path.of(".")));
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
