package dev.sluice.document;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.OwnFile.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFileTest {
    /** Of an account that need not exist. */
    private static final int SOMEBODY = 54_321;

    @TempDir
    Path directory;

    private Path above;
    private Path file;

    @BeforeEach
    void a_file_of_our_own() throws Exception {
        directory = directory.toRealPath();
        above = directory("above", "rwxr-xr-x");
        file = mode(Files.writeString(above.resolve("key"), "a key"), "rw-------");
    }

    @Test
    void a_file_of_our_own_is_read() throws Exception {
        assertEquals("a key", OwnFile.read(file, Access.SECRET, 5));
        assertRefused(() -> OwnFile.read(file, Access.SECRET, 4), "is larger than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx--x---", "rwx-----x"})
    void a_secret_that_others_can_reach_is_refused(String permissions) throws Exception {
        mode(file, permissions);
        assertRefused(() -> OwnFile.check(file, Access.SECRET), "run: chmod 600 " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw--w----", "rw-----w-"})
    void a_record_of_trust_that_others_can_change_is_refused(String permissions) throws Exception {
        mode(file, "rw-r--r--");
        OwnFile.check(file, Access.TRUSTED);
        mode(file, permissions);
        assertRefused(() -> OwnFile.check(file, Access.TRUSTED), "run: chmod go-w " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
    void a_directory_above_in_which_others_can_write_is_refused(String permissions) throws Exception {
        mode(above, permissions);
        assertRefused(() -> OwnFile.check(file, Access.SECRET), "run: chmod go-w " + above);
        assertRefused(() -> OwnFile.check(file, Access.TRUSTED), "run: chmod go-w " + above);
        assertRefused(() -> OwnFile.checkAbove(file), "run: chmod go-w " + above);
        Path below = directory("above/below", "rwx------");
        assertRefused(() -> OwnFile.checkPrivate(below), "run: chmod go-w " + above);
        assertRefused(() -> OwnFile.checkAbove(below.resolve("not there")), "run: chmod go-w " + above);
    }

    @Test
    void a_directory_with_the_sticky_bit_may_be_above() throws Exception {
        Files.setAttribute(above, "unix:mode", 01777);
        assertDoesNotThrow(() -> OwnFile.check(file, Access.SECRET));
    }

    @Test
    void a_file_or_a_directory_above_of_another_account_is_refused() throws Exception {
        owner(file);
        assertRefused(() -> OwnFile.check(file, Access.SECRET), file + " belongs to another account (uid 54321)");
        assertRefused(() -> OwnFile.check(file, Access.TRUSTED), file + " belongs to another account");
        Path other = mode(Files.writeString(above.resolve("other"), ""), "rw-------");
        owner(above);
        assertRefused(() -> OwnFile.check(other, Access.SECRET), above + " belongs to another account");
        assertRefused(() -> OwnFile.checkPrivate(above), above + " belongs to another account");
    }

    @Test
    void a_link_is_followed_through_directories_that_are_checked_too() throws Exception {
        Path link = Files.createSymbolicLink(directory("links", "rwx------").resolve("link"), Path.of("../above/key"));
        assertEquals("a key", OwnFile.read(link, Access.SECRET, 10));
        mode(above, "rwxrwxrwx");
        assertRefused(() -> OwnFile.check(link, Access.SECRET), "chmod go-w " + above);
    }

    @Test
    void a_link_that_others_can_turn_is_refused_even_when_it_leads_to_a_file_of_our_own() throws Exception {
        Path open = directory("open", "rwxrwxrwx");
        Path turned = Files.createSymbolicLink(open.resolve("turned"), file);
        assertRefused(() -> OwnFile.check(turned, Access.SECRET), "chmod go-w " + open);
        Path first = Files.createSymbolicLink(directory.resolve("first"), turned);
        assertRefused(() -> OwnFile.check(first, Access.SECRET), "chmod go-w " + open);
        Path through = Files.createSymbolicLink(directory.resolve("through"), open.resolve("on"));
        Files.createSymbolicLink(open.resolve("on"), above);
        assertRefused(() -> OwnFile.check(through.resolve("key"), Access.SECRET), "chmod go-w " + open);
        assertRefused(() -> OwnFile.check(open.resolve("../above/key"), Access.SECRET), "chmod go-w " + open);
    }

    @Test
    void links_that_go_round_in_circles_are_refused() throws Exception {
        Path circle = Files.createSymbolicLink(directory.resolve("circle"), Path.of("circle"));
        assertRefused(() -> OwnFile.check(circle, Access.SECRET), "leads through more than 40 links");
    }

    @Test
    @Timeout(20)
    void what_is_no_file_is_refused_and_not_waited_for() throws Exception {
        assertRefused(() -> OwnFile.check(above, Access.SECRET), above + " is not a file");
        Path fifo = above.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        assertRefused(() -> OwnFile.read(fifo, Access.TRUSTED, 10), fifo + " is not a file");
        assertRefused(() -> OwnFile.checkPrivate(file), file + " is not a directory");
        assertThrows(NoSuchFileException.class, () -> OwnFile.check(above.resolve("none"), Access.SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx-----x", "rwx-w----"})
    void a_private_directory_that_others_may_enter_is_refused(String permissions) throws Exception {
        mode(above, "rwx------");
        OwnFile.checkPrivate(above);
        mode(above, permissions);
        assertRefused(() -> OwnFile.checkPrivate(above), "chmod 700 " + above);
    }

    private interface Check {
        void run() throws IOException;
    }

    private static void assertRefused(Check check, String why) {
        String message = String.valueOf(
                assertThrows(UnsafeFileException.class, check::run).getMessage());
        assertTrue(message.contains(why), message);
    }

    private Path directory(String name, String permissions) throws IOException {
        return mode(Files.createDirectory(directory.resolve(name)), permissions);
    }

    private static Path mode(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void owner(Path path) throws IOException {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root gives files away");
        Files.setAttribute(path, "unix:uid", SOMEBODY);
    }
}
