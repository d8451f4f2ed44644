package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tree in which somebody else may write, and does so at the worst moment: nothing from outside of it gets into a release. */
@Timeout(60)
class SwappedTreeTest {
    private static final String SECRET = "the key of the coordinator's user";
    private static final String SITE = "a page that is as long as the key";

    @TempDir
    Path directory;

    private Path above;
    private Path tree;
    private Path inner;
    private Path page;
    private Path outside;
    private Change before = () -> {};
    private Change after = () -> {};
    private Change whileRead = () -> {};

    /** What the other account does. */
    interface Change {
        void run() throws Exception;
    }

    /** What it puts in the place of something. */
    enum Kind {
        LINK,
        HARD_LINK,
        FIFO,
        FILE,
        NOTHING
    }

    @BeforeEach
    void a_tree_and_a_file_outside_of_it() throws Exception {
        directory = directory.toRealPath();
        above = directory.resolve("above");
        tree = above.resolve("tree");
        page = TestTree.write(tree, "inner/page.php", SITE);
        inner = tree.resolve("inner");
        TestTree.write(directory, "outside/page.php", SECRET);
        TestTree.write(directory, "outside/inner/page.php", SECRET);
        TestTree.write(directory, "outside/tree/inner/page.php", SECRET);
        outside = directory.resolve("outside");
    }

    @Test
    void a_directory_that_is_a_link_for_a_moment_is_read_as_it_was() throws Exception {
        swap(inner, outside);
        assertEquals(plain(), read().manifest());
    }

    @Test
    void a_directory_above_that_is_a_link_for_a_moment_is_read_as_it_was() throws Exception {
        swap(above, outside);
        assertEquals(plain(), read().manifest());
        swap(tree, outside);
        assertEquals(plain(), read().manifest());
    }

    @Test
    void a_directory_that_stays_a_link_is_refused() throws Exception {
        before = () -> toLink(inner, outside);
        assertRefused("\"inner/page.php\" (it was changed while it was read)");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_file_that_became_something_else_after_it_was_listed_is_refused(Kind kind) throws Exception {
        before = () -> replace(page, kind);
        String refusal = refusal();
        assertSays(refusal, "unreadable entry (1): \"inner/page.php\" (");
        assertFalse(refusal.contains(SECRET), refusal);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_file_that_is_something_else_for_a_moment_is_refused(Kind kind) throws Exception {
        Path aside = directory.resolve("aside");
        before = () -> {
            Files.move(page, aside);
            put(page, kind);
        };
        after = () -> {
            Files.deleteIfExists(page);
            Files.move(aside, page);
        };
        assertSays(refusal(), "unreadable entry (1): \"inner/page.php\" (");
    }

    @Test
    void a_file_that_grows_shrinks_or_is_rewritten_while_it_is_read_is_refused() throws Exception {
        whileRead = () -> Files.writeString(page, "more", StandardOpenOption.APPEND);
        assertRefused("\"inner/page.php\" (it was changed while it was read)");
        whileRead = () -> Files.writeString(page, "x");
        assertRefused("\"inner/page.php\" (it was changed while it was read)");
        whileRead = () -> Files.writeString(page, "x".repeat((int) Files.size(page)));
        assertRefused("\"inner/page.php\" (it was changed while it was read)");
    }

    @Test
    void a_directory_that_is_a_link_for_a_moment_while_it_is_sent_is_sent_as_it_was() throws Exception {
        Artifact artifact = read();
        swap(inner, outside);
        assertEquals(SITE.length(), content(Payloads.of(artifact)).length());
        swap(above, outside);
        assertEquals(SITE.length(), content(Payloads.of(artifact)).length());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void no_byte_is_sent_of_what_a_file_became(Kind kind) throws Exception {
        Artifact artifact = read();
        before = () -> replace(page, kind);
        assertSendsNothing(artifact);
        before = () -> {};
        assertSendsNothing(artifact);
    }

    @Test
    void no_byte_is_sent_of_what_a_directory_or_one_above_leads_to_now() throws Exception {
        Artifact artifact = read();
        toLink(inner, outside);
        assertSendsNothing(artifact);
        Files.delete(inner);
        Files.move(directory.resolve("was-inner"), inner);
        toLink(above, outside);
        assertSendsNothing(artifact);
    }

    @Test
    void no_byte_is_sent_of_a_large_file_that_is_another_one_now() throws Exception {
        Files.writeString(page, SITE.repeat(100_000));
        Artifact artifact = read();
        Files.writeString(page, SITE.repeat(50_000) + SECRET.repeat(50_000));
        assertSendsNothing(artifact);
        Files.writeString(page, SECRET.repeat(100_000));
        assertSendsNothing(artifact);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void no_byte_is_sent_of_another_archive_with_the_same_names(Packing packing) throws Exception {
        Path packed = Files.createDirectory(directory.resolve("packed"));
        Artifact artifact = TestArchive.in(packed, packing)
                .file("page.php", SITE)
                .file("large", SITE.repeat(100_000))
                .open();
        TestArchive.in(outside, packing)
                .file("page.php", SITE)
                .file("large", SECRET.repeat(100_000))
                .write();
        toLink(packed, outside);
        assertSendsNothing(artifact);
        Files.delete(packed);
        Files.move(outside, packed);
        assertSendsNothing(artifact);
    }

    @Test
    void a_fifo_in_the_place_of_a_directory_or_of_an_archive_is_not_waited_for() throws Exception {
        Path archive = TestArchive.in(directory).file("page.php", SITE).write();
        Artifact artifact = Artifact.open(archive);
        replace(archive, Kind.FIFO);
        assertThrows(ArtifactChangedException.class, () -> Payloads.of(artifact));
        Artifact other = read();
        Files.delete(page);
        replace(inner, Kind.FIFO);
        assertSendsNothing(other);
    }

    private Manifest plain() {
        return Artifact.open(tree).manifest();
    }

    private Artifact read() throws IOException {
        FileOpener opener = (handle, name) -> {
            run(before);
            SeekableByteChannel opened = open(() -> FileOpener.BY_HANDLE.open(handle, name));
            return new ReadFile(opened) {
                @Override
                public int read(ByteBuffer target) throws IOException {
                    int read = super.read(target);
                    run(whileRead);
                    return read;
                }
            };
        };
        return Artifact.read(
                tree,
                new DirectorySource(tree, opener, Duration.ofMillis(200)),
                Exclusion.none(),
                ArtifactLimits.defaults());
    }

    private SeekableByteChannel open(ChannelOpener opener) throws IOException {
        try {
            return opener.open();
        } finally {
            run(after);
        }
    }

    private static void run(Change change) {
        try {
            change.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Before the next file is opened, and back when it is open. */
    private void swap(Path what, Path to) {
        before = () -> toLink(what, to);
        after = () -> {
            Files.delete(what);
            Files.move(aside(what), what);
        };
    }

    private void toLink(Path what, Path to) throws IOException {
        Files.move(what, aside(what));
        Files.createSymbolicLink(what, to);
    }

    private Path aside(Path what) {
        return directory.resolve("was-" + what.getFileName());
    }

    private void replace(Path file, Kind kind) throws Exception {
        Files.deleteIfExists(file);
        put(file, kind);
    }

    private void put(Path file, Kind kind) throws Exception {
        Path secret = outside.resolve("page.php");
        switch (kind) {
            case LINK -> Files.createSymbolicLink(file, secret);
            case HARD_LINK -> Files.createLink(file, secret);
            case FIFO -> TestTree.run(directory, "mkfifo", file.toString());
            case FILE -> Files.writeString(file, SECRET);
            case NOTHING -> {}
        }
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(InvalidArtifactException.class, this::read).getMessage());
    }

    private void assertRefused(String why) {
        assertSays(refusal(), why);
    }

    private static void assertSendsNothing(Artifact artifact) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThrows(ArtifactChangedException.class, () -> artifact.writeTo(out, Payloads.NOW));
        assertFalse(out.toString(StandardCharsets.UTF_8).contains(SECRET), "bytes of another file were sent");
    }

    private static String content(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        assertFalse(text.contains(SECRET));
        int from = text.indexOf(SITE);
        return text.substring(from, from + SITE.length());
    }
}
