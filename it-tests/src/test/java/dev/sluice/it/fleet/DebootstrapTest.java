package dev.sluice.it.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without an installation: the tool's place is taken by a script. */
class DebootstrapTest {
    private static final String DEBIAN = "NAME=\"Debian GNU/Linux\"\nVERSION_CODENAME=bookworm\nID=debian\n";
    private static final String TARGETS = """
            bookworm-security|main|http://security.example.test/
            cloud-bookworm|main|http://cloud.example.test/
            bookworm|contrib|http://contrib.example.test/
            W: a warning
            bookworm|main|http://mirror.example.test/debian/
            bookworm-updates|main|http://mirror.example.test/debian/
            """;

    @Test
    void the_mirror_is_that_of_the_machines_own_release() {
        assertEquals("http://mirror.example.test/debian/", PackageMirror.find(DEBIAN, TARGETS));
    }

    @Test
    void a_machine_without_a_mirror_is_refused_with_the_reason() {
        var other = assertThrows(IllegalStateException.class, () -> PackageMirror.find("ID=other\n", TARGETS));
        assertTrue(String.valueOf(other.getMessage()).contains("no Debian"), other::toString);
        var none = assertThrows(
                IllegalStateException.class, () -> PackageMirror.find(DEBIAN, "trixie|main|http://mirror.test/\n"));
        assertTrue(String.valueOf(none.getMessage()).contains("'bookworm'"), none::toString);
    }

    @Test
    void an_ordinary_user_is_refused_before_anything_is_made(@TempDir Path directory) {
        var tree = new SuiteTree("trixie", directory.resolve("kept/trixie"));
        var failure =
                assertThrows(IllegalStateException.class, () -> Debootstrap.ensure(tree, new Account("ada", false)));
        assertEquals(
                "hosts of Debian trixie need root, and this is ada: run the tests as root, or without -Dsluice.it.suite",
                failure.getMessage());
        assertFalse(Files.exists(directory.resolve("kept")));
    }

    @Test
    void the_archives_signature_is_always_checked() {
        var script = Resources.text("make-tree.sh");
        assertTrue(script.contains("--force-check-gpg --keyring="), script);
        assertFalse(script.contains("--no-check-gpg"), script);
    }

    @Test
    void a_tree_is_made_once_and_again_for_other_packages(@TempDir Path directory) throws IOException {
        var tree = new SuiteTree("trixie", directory.resolve("kept/trixie"));
        run(directory, tree, "a,b", "mkdir -p \"$part/etc\"; echo first >\"$part/made\"");
        assertTrue(tree.isMadeWith("a,b"));
        run(directory, tree, "a,b", "exit 1");
        assertEquals("first\n", Files.readString(tree.root().resolve("made")));
        run(directory, tree, "a,b,c", "mkdir -p \"$part/etc\"; echo second >\"$part/made\"");
        assertEquals("second\n", Files.readString(tree.root().resolve("made")));
        assertTrue(tree.isMadeWith("a,b,c"));
    }

    @Test
    void an_interrupted_installation_is_not_taken_for_a_tree(@TempDir Path directory) throws IOException {
        var tree = new SuiteTree("trixie", directory.resolve("kept/trixie"));
        var failure = assertThrows(
                IllegalStateException.class,
                () -> run(directory, tree, "a", "mkdir -p \"$part/etc\"; touch \"$part/half\"; echo no space; exit 1"));
        assertTrue(String.valueOf(failure.getMessage()).contains("no space"), failure::toString);
        assertFalse(Files.exists(tree.root()));
        run(directory, tree, "a", "mkdir -p \"$part/etc\"");
        assertTrue(tree.isMadeWith("a"));
        assertFalse(Files.exists(tree.root().resolve("half")));
    }

    @Test
    void what_these_tests_did_not_make_is_not_replaced(@TempDir Path directory) throws IOException {
        var tree = new SuiteTree("trixie", Files.createDirectories(directory.resolve("kept/trixie")));
        Files.createFile(tree.root().resolve("letters"));
        assertThrows(IllegalStateException.class, () -> run(directory, tree, "a", "mkdir -p \"$part/etc\""));
        assertTrue(Files.exists(tree.root().resolve("letters")));
    }

    /** Runs the script as an ordinary user may, with a tool that does this. */
    private static void run(Path directory, SuiteTree tree, String packages, String tool) throws IOException {
        var tools = Files.createDirectories(directory.resolve("tools"));
        program(tools.resolve("unshare"), "while [ \"$1\" != debootstrap ]; do shift; done; exec \"$@\"");
        program(tools.resolve("debootstrap"), "while [ \"${1#--}\" != \"$1\" ]; do shift; done; part=$2\n" + tool);
        var command = new ArrayList<>(List.of("env", "PATH=" + tools + ":" + System.getenv("PATH")));
        command.addAll(new Debootstrap(tree, "http://mirror.example.test/").command());
        command.set(command.size() - 1, packages);
        Command.run(command);
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }
}
