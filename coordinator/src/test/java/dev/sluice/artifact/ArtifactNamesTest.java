package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertDoesNotSay;
import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that collide elsewhere, that break lists, or that are merely unusual. */
@ParameterizedClass
@EnumSource(Packing.class)
class ArtifactNamesTest {
    private final Packing packing;

    ArtifactNamesTest(Packing packing) {
        this.packing = packing;
    }

    @TempDir
    Path directory;

    @Test
    void names_that_differ_only_in_case_are_noted_once_for_the_uppermost() {
        Artifact artifact = TestArchive.in(directory, packing)
                .file("A.php")
                .file("a.php")
                .file("Lib/x.php")
                .file("lib/x.php")
                .open();
        assertSays(artifact.notes().get(0), "(2): \"A.php\" and \"a.php\", \"Lib\" and \"lib\";");
        assertEquals(6, artifact.manifest().entries().size());
    }

    @Test
    void names_that_differ_only_in_their_unicode_form_are_noted() {
        Artifact artifact = TestArchive.in(directory, packing)
                .file("caf\u00e9")
                .file("cafe\u0301")
                .open();
        assertSays(artifact.notes().get(0), "Unicode form (1)");
        assertEquals(2, artifact.manifest().entries().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\rb", "\u001b[2Jb", "a\u007fb", "a\u0085b"})
    void a_control_character_is_refused_and_shown_escaped(String name) {
        String refusal = TestArchive.in(directory, packing).file(name).refusal();
        assertSays(refusal, "control character in a name (1): \"", "\\");
        assertDoesNotSay(refusal, name);
    }

    @Test
    void a_nul_which_only_a_pax_header_can_carry_is_refused() {
        String refusal = TestArchive.in(directory, packing)
                .file("x".repeat(100) + "\0.php")
                .refusal();
        assertSays(refusal, "control character in a name (1): ", "\\x00.php");
    }

    @Test
    void dashes_blanks_backslashes_and_other_alphabets_are_allowed() {
        List<String> names =
                List.of("-", "--help", "-rf", " ", "a b", "a\\b", "%41", "日本.php", "😀", "*", "$(x)", "\"'");
        TestArchive archive = TestArchive.in(directory, packing);
        names.forEach(archive::file);
        Artifact artifact = archive.open();
        assertEquals(
                names.stream().sorted(EntryPath.BYTE_ORDER).toList(),
                artifact.manifest().entries().stream().map(Manifest.Entry::path).toList());
    }

    @Test
    void dots_and_slashes_that_mean_nothing_are_taken_away() {
        Artifact artifact = TestArchive.in(directory, packing)
                .directory(".")
                .file("./a//b/./c")
                .open();
        assertEquals(
                List.of("a", "a/b", "a/b/c"),
                artifact.manifest().entries().stream().map(Manifest.Entry::path).toList());
    }

    @Test
    void a_direction_override_does_not_reach_the_message() {
        String refusal = TestArchive.in(directory, packing).file("../a\u202eb").refusal();
        assertSays(refusal, "\"../a\\u202eb\"");
    }

    @Test
    void what_a_desktop_or_a_checkout_brought_along_is_reported_with_the_lines_that_leave_it_out() throws Exception {
        TestArchive archive = TestArchive.in(directory)
                .file("public/._index.php")
                .file("public/.DS_Store")
                .file("__MACOSX/public/x")
                .file(".git/config")
                .file("lib/.git/config")
                .file("docs/about.git")
                .file("public/_index.php");
        List<String> notes = archive.open().notes();
        assertSays(
                notes.get(0),
                "file that a desktop added (3): \"__MACOSX\", \"public/.DS_Store\", \"public/._index.php\"",
                "exclude: ['._*'");
        assertSays(notes.get(1), "version control system (2): \".git\", \"lib/.git\"", "exclude: [.git/");
        assertEquals(2, notes.size());
    }
}
