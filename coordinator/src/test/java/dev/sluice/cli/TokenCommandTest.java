package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TokenCommandTest {
    @TempDir
    private Path directory;

    private CommandLineRun run(String line) {
        Object[] words = (line + " --state " + directory.resolve("state")).split(" ");
        return CommandLineRun.of(words);
    }

    private CommandLineRun ends(int code, String line) {
        var run = run(line);
        assertEquals(code, run.exitCode(), run.out() + run.err());
        return run;
    }

    @Test
    void a_token_is_listed_until_it_is_revoked() {
        var created = ends(0, "token create jenkins --scope read,run");
        assertTrue(created.out().matches("sluice_[0-9a-f]{16}_[A-Za-z0-9_-]{43}\n"), created.out());
        assertTrue(created.err().contains("jenkins may read, run until "), created.err());

        var listed = ends(0, "token list").out();
        assertTrue(listed.contains("jenkins") && listed.contains("read,run") && listed.contains("never"), listed);
        assertFalse(listed.contains(created.out().strip()), listed);
        var entry = JsonMapper.shared()
                .readTree(ends(0, "token list -o json").out())
                .path("tokens")
                .path(0);
        assertEquals("jenkins", entry.path("name").asString());
        assertEquals("run", entry.path("scopes").path(1).asString());
        assertTrue(ends(0, "token list -o yaml").out().startsWith("v: 1\n"));

        assertTrue(ends(2, "token create jenkins --scope read").err().contains("token revoke jenkins"));
        ends(0, "token revoke jenkins");
        assertFalse(ends(0, "token list").out().contains("jenkins"));
        ends(2, "token revoke jenkins");
    }

    @Test
    void a_token_ends_when_it_was_made_to() {
        ends(0, "token create short --scope read --expires 1h");
        ends(0, "token create usual --scope read");
        var tokens = JsonMapper.shared()
                .readTree(ends(0, "token list -o json").out())
                .path("tokens");
        assertTrue(tokens.path(0)
                        .path("expires")
                        .asString()
                        .compareTo(tokens.path(1).path("expires").asString())
                < 0);
        ends(2, "token create none --scope read --expires 0s");
        ends(2, "token create none --scope read --expires soon");
    }

    @Test
    void tokens_are_in_the_state_directory_that_is_named() throws IOException {
        Files.createDirectory(
                directory.resolve("state"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        for (var line : new String[] {"token create jenkins --scope read", "token list", "token revoke jenkins"}) {
            assertTrue(ends(4, line).err().contains("chmod 700 " + directory.resolve("state")), line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"token create", "token create x", "token create x --scope write", "token"})
    void what_is_not_whole_is_a_usage_error(String line) {
        ends(2, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8420", "192.0.2.1:8420", "8420", "127.0.0.1:99999", "localhost"})
    void a_daemon_listens_at_no_address_that_others_can_reach(String address) {
        assertTrue(ends(2, "serve --listen " + address).err().contains("--listen"), address);
    }
}
