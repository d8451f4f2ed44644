package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertDoesNotSay;
import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that collide elsewhere, that break lists, or that are merely unusual. */
class ArtifactNamesTest {
    @TempDir
    Path directory;

    @Test
    void names_that_differ_only_in_case_are_noted_once_for_the_uppermost() {
        Artifact artifact = TestArchive.in(directory)
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
        Artifact artifact =
                TestArchive.in(directory).file("caf\u00e9").file("cafe\u0301").open();
        assertSays(artifact.notes().get(0), "Unicode form (1)");
        assertEquals(2, artifact.manifest().entries().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\rb", "\u001b[2Jb", "a\u007fb", "a\u0085b"})
    void a_control_character_is_refused_and_shown_escaped(String name) {
        String refusal = TestArchive.in(directory).file(name).refusal();
        assertSays(refusal, "control character in a name (1): \"", "\\");
        assertDoesNotSay(refusal, name);
    }

    @Test
    void a_nul_which_only_a_pax_header_can_carry_is_refused() {
        String refusal =
                TestArchive.in(directory).file("x".repeat(100) + "\0.php").refusal();
        assertSays(refusal, "control character in a name (1): ", "\\x00.php");
    }

    @Test
    void a_name_that_is_not_utf8_is_refused() throws Exception {
        Path file = TestArchive.in(directory).file("caf%.php").write();
        byte[] tar = RawTar.read(file);
        tar[3] = (byte) 0xE9;
        RawTar.mendChecksum(tar, 0);
        assertSays(TestArchive.refusal(RawTar.write(file, tar)), "name that is not UTF-8 (1): \"caf\uFFFD.php\"");
    }

    @Test
    void a_long_name_or_a_target_that_is_not_utf8_is_refused() throws Exception {
        Path file = TestArchive.withGnuNames(directory)
                .file("%".repeat(120))
                .link("link", "%")
                .link("long", "%".repeat(120))
                .write();
        byte[] tar = RawTar.read(file);
        for (int at = 0; at < tar.length; at++) {
            tar[at] = tar[at] == '%' ? (byte) 0xE9 : tar[at];
        }
        for (int block : new int[] {2, 4, 7}) {
            RawTar.mendChecksum(tar, block * RawTar.BLOCK);
        }
        assertSays(
                TestArchive.refusal(RawTar.write(file, tar)),
                "unusable target (2): \"link\" -> \"\uFFFD\"",
                "name that is not UTF-8 (1)");
    }

    @Test
    void a_name_that_was_decoded_twice_by_whoever_made_it_keeps_its_characters() throws Exception {
        Path site = Files.createDirectory(directory.resolve("site"));
        TestTree.write(site, "\u00c3\u00a9.jpg", "x");
        TestTree.write(site, "\u00e9.jpg", "x");
        for (String format : List.of("posix", "gnu")) {
            TestTree.run(site, "tar", "--format=" + format, "-czf", "../site.tgz", ".");
            assertEquals(
                    Artifact.open(site).manifest(),
                    Artifact.open(directory.resolve("site.tgz")).manifest());
        }
    }

    @Test
    void dashes_blanks_backslashes_and_other_alphabets_are_allowed() {
        List<String> names =
                List.of("-", "--help", "-rf", " ", "a b", "a\\b", "%41", "日本.php", "😀", "*", "$(x)", "\"'");
        TestArchive archive = TestArchive.in(directory);
        names.forEach(archive::file);
        Artifact artifact = archive.open();
        assertEquals(
                names.stream().sorted(EntryPath.BYTE_ORDER).toList(),
                artifact.manifest().entries().stream().map(Manifest.Entry::path).toList());
    }

    @Test
    void dots_and_slashes_that_mean_nothing_are_taken_away() {
        Artifact artifact =
                TestArchive.in(directory).directory(".").file("./a//b/./c").open();
        assertEquals(
                List.of("a", "a/b", "a/b/c"),
                artifact.manifest().entries().stream().map(Manifest.Entry::path).toList());
    }

    @Test
    void a_direction_override_does_not_reach_the_message() {
        String refusal = TestArchive.in(directory).file("../a\u202eb").refusal();
        assertSays(refusal, "\"../a\\u202eb\"");
    }
}
