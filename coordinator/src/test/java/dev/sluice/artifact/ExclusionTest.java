package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExclusionTest {
    /** A path with a slash at its end is a directory. */
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        // without a slash: any component
        "node_modules, node_modules/, true",
        "node_modules, a/b/node_modules/, true",
        "node_modules, a/node_modules/b/c.js, true",
        "node_modules, node_modules, true",
        "node_modules, node_modules2/x, false",
        "node_modules, my_node_modules, false",
        "*.log, x.log, true",
        "*.log, var/log/x.log, true",
        "*.log, x.log.gz, false",
        "*.log, .log, true",
        "*.log, a.log/b, true",
        // a slash at the end: directories only
        ".git/, .git/, true",
        ".git/, .git/config, true",
        ".git/, a/.git/config, true",
        ".git/, .git, false",
        ".git/, a/.git, false",
        ".git/, .github/x, false",
        // with a slash: from the root
        "/vendor, vendor/, true",
        "/vendor, vendor/a/b, true",
        "/vendor, a/vendor, false",
        "/vendor/, vendor, false",
        "/vendor/, vendor/x, true",
        "docs/api, docs/api, true",
        "docs/api, docs/api/x, true",
        "docs/api, a/docs/api, false",
        "docs/api/, docs/api, false",
        "docs/*.md, docs/a.md, true",
        "docs/*.md, docs/a/b.md, false",
        "/*.php, index.php, true",
        "/*.php, a/index.php, false",
        // two stars
        "**/tests, tests/x, true",
        "**/tests, a/b/tests/, true",
        "**/tests, a/btests/, false",
        "**/tests/, a/tests, false",
        "a/**/z, a/z, true",
        "a/**/z, a/b/c/z, true",
        "a/**/z, a/bz, false",
        "a/**/z, b/a/z, false",
        "cache/**, cache/x, true",
        "cache/**, cache/a/b, true",
        "cache/**, cache/, false",
        "cache/**/, cache/x, false",
        "cache/**/, cache/x/, true",
        "a**b, axxb, true",
        "a**b, ax/xb, false",
        "**, anything/at/all, true",
        "**/, a/, true",
        "**/, a, false",
        // one character, classes, quoting
        "?.php, a.php, true",
        "?.php, ab.php, false",
        "?.php, ü.php, true",
        "?.php, 😀.php, true",
        "😀, a/😀, true",
        "a?b, a/b, false",
        "[ab].php, a.php, true",
        "[ab].php, c.php, false",
        "[!ab].php, c.php, true",
        "[!ab].php, a.php, false",
        "[^ab].php, c.php, true",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[]]x, ]x, true",
        "[!]]x, ax, true",
        "a[!b]c, a/c, false",
        "\\*.log, *.log, true",
        "\\*.log, a.log, false",
        "\\!a, !a, true",
        "a.b, axb, false",
        "a+(b)|c$^{d}, a+(b)|c$^{d}, true",
        "A, a, false",
        "a b, a b, true",
        "#x, #x, true",
    })
    void a_pattern_excludes(String pattern, String path, boolean excluded) {
        boolean directory = path.endsWith("/");
        assertEquals(
                excluded,
                Exclusion.of(List.of(pattern))
                        .excludes(
                                directory ? path.substring(0, path.length() - 1) : path,
                                directory ? Manifest.Type.DIRECTORY : Manifest.Type.FILE));
    }

    @Test
    void a_link_to_a_directory_is_no_directory() {
        assertFalse(Exclusion.of(List.of("a/")).excludes("a", Manifest.Type.LINK));
    }

    @Test
    void nothing_excludes_nothing() {
        assertFalse(Exclusion.none().excludes("a", Manifest.Type.FILE));
        assertEquals(Exclusion.none(), Exclusion.of(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is empty",
        "/, it is empty",
        "!keep, negation is not supported",
        "[a, has no ]",
        "a\\, ends with a backslash",
        "[z-a], cannot be read"
    })
    void a_pattern_that_cannot_be_meant_is_refused(String pattern, String why) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> Exclusion.of(List.of("ok", pattern)))
                        .getMessage());
        assertSays(message, "exclude pattern \"" + pattern, why);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void what_is_excluded_is_neither_in_the_manifest_nor_refused_for_what_it_is(
            Packing packing, @TempDir Path directory) {
        Path file = TestArchive.in(directory, packing)
                .file("index.php")
                .directory("node_modules")
                .link("node_modules/out", "/etc")
                .special("node_modules/pipe", TarConstants.LF_FIFO)
                .file("node_modules/a\nb")
                .file(".sluice/playbook.yml")
                .write();
        Artifact artifact =
                Artifact.open(file, Exclusion.of(List.of("node_modules/", ".sluice/")), ArtifactLimits.defaults());
        assertEquals("index.php", artifact.manifest().entries().get(0).path());
        assertEquals(1, artifact.manifest().entries().size());
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void no_pattern_makes_a_path_out_of_the_tree_acceptable(Packing packing, @TempDir Path directory) {
        Path file = TestArchive.in(directory, packing).file("a").file("../b").write();
        String message = String.valueOf(assertThrows(
                        InvalidArtifactException.class,
                        () -> Artifact.open(file, Exclusion.of(List.of("b")), ArtifactLimits.defaults()))
                .getMessage());
        assertSays(message, "path with ..");
    }
}
