package dev.sluice.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HomePathTest {
    @Test
    void home_is_the_variable_or_else_what_the_system_has() {
        assertEquals(Optional.of(Path.of("/mine")), HomePath.home(Map.of("HOME", "/mine"), "/listed"));
        assertEquals(Optional.of(Path.of("/listed")), HomePath.home(Map.of("HOME", "relative"), "/listed"));
        assertEquals(Optional.of(Path.of("/listed")), HomePath.home(Map.of(), "/listed"));
        assertEquals(Optional.empty(), HomePath.home(Map.of(), "?"));
    }

    @Test
    void an_account_without_a_name_is_shown_by_its_number() {
        assertEquals("anna", LocalUser.name("anna"));
        assertTrue(LocalUser.name("?").matches("uid \\d+"), LocalUser.name("?"));
    }
}
