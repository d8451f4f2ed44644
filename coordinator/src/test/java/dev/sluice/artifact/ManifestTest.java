package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final Random SEEDS = new Random();

    @Test
    void the_text_is_one_line_an_entry_sorted_by_path() {
        Manifest manifest = Manifest.of(List.of(
                Manifest.Entry.link("public/a", "../b c"),
                Manifest.Entry.file("public/index.php", 0755, 12, SHA),
                Manifest.Entry.directory("public"),
                Manifest.Entry.file("b c", 0600, 0, SHA)));
        assertEquals("""
                f 0644 0 %1$s b%%20c -
                d 0755 0 - public -
                l 0777 0 - public/a ../b%%20c
                f 0755 12 %1$s public/index.php -
                """.formatted(SHA), manifest.text());
    }

    @Test
    void the_digest_is_the_sha256_of_the_text() {
        Manifest manifest = Manifest.of(List.of(Manifest.Entry.file("a", 0644, 1, SHA)));
        // printf 'f 0644 1 0123…cdef a -\n' | sha256sum
        assertEquals("d93358bf0ec821b4a3bd80c49736c367310c4ba805d2000cefb983ce8140ef0e", manifest.digest());
    }

    @ParameterizedTest
    @CsvSource({
        "a b, a%20b",
        "50%, 50%25",
        "a\\b, a%5Cb",
        "-, %2D",
        "--, --",
        "é, %C3%A9",
        "😀, %F0%9F%98%80",
        "~!\"#$&, ~!\"#$&"
    })
    void a_path_is_percent_encoded_where_a_shell_could_stumble(String path, String encoded) {
        Manifest manifest = Manifest.of(List.of(Manifest.Entry.file(path, 0644, 1, SHA)));
        assertEquals("f 0644 1 " + SHA + " " + encoded + " -\n", manifest.text());
        assertEquals(manifest, Manifest.parse(manifest.text()));
    }

    @Test
    void paths_are_sorted_by_their_bytes_and_not_by_javas_characters() {
        List<String> paths = List.of("a", "a-b", "a/b", "\uE000", "\uFFFD".replace('\uFFFD', '\uFB00'), "😀");
        List<Manifest.Entry> entries = new ArrayList<>();
        for (String path : paths) {
            entries.add(path.equals("a") ? Manifest.Entry.directory(path) : Manifest.Entry.link(path, "x"));
        }
        Collections.shuffle(entries, SEEDS);
        assertEquals(
                paths,
                Manifest.of(entries).entries().stream()
                        .map(Manifest.Entry::path)
                        .toList());
    }

    @Test
    void any_manifest_is_read_back_as_it_was() {
        for (int i = 0; i < 100; i++) {
            long seed = SEEDS.nextLong();
            List<Manifest.Entry> entries = new ArrayList<>(RandomTree.entries(seed));
            Manifest manifest = Manifest.of(entries);
            assertEquals(manifest, Manifest.parse(manifest.text()), () -> "seed " + seed);
            assertEquals(manifest.digest(), Manifest.parse(manifest.text()).digest(), () -> "seed " + seed);
            assertTrue(isSortedByBytes(manifest), () -> "seed " + seed);
            assertTrue(isPlainAscii(manifest.text()), () -> "seed " + seed);
            Collections.shuffle(entries, SEEDS);
            assertEquals(manifest.digest(), Manifest.of(entries).digest(), () -> "seed " + seed);
        }
    }

    @Test
    void every_entry_is_found_by_its_path_and_no_other_is() {
        Manifest manifest = Manifest.of(RandomTree.entries(7));
        for (Manifest.Entry entry : manifest.entries()) {
            assertEquals(entry, manifest.entry(entry.path()).orElseThrow());
            assertTrue(manifest.entry(entry.path() + "\u0001").isEmpty());
        }
    }

    @Test
    void any_difference_changes_the_digest() {
        Manifest.Entry file = Manifest.Entry.file("a", 0644, 1, SHA);
        String digest = Manifest.of(List.of(file)).digest();
        for (Manifest.Entry other : List.of(
                Manifest.Entry.file("b", 0644, 1, SHA),
                Manifest.Entry.file("a", 0755, 1, SHA),
                Manifest.Entry.file("a", 0644, 2, SHA),
                Manifest.Entry.file("a", 0644, 1, SHA.replace('0', '1')),
                Manifest.Entry.link("a", "b"))) {
            assertNotEquals(digest, Manifest.of(List.of(other)).digest());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x 0644 1 SHA a -",
                "f 0644 1 SHA a",
                "f 0644 1 SHA a - ",
                "f 0644 1 SHA a b",
                "f 644 1 SHA a -",
                "f 0600 1 SHA a -",
                "f 0644 01 SHA a -",
                "f 0644 -1 SHA a -",
                "f 0644 99999999999999999999 SHA a -",
                "f 0644 1 - a -",
                "f 0644 1 SHB a -",
                "f 0644 1 SHA - -",
                "f 0644 1 SHA /a -",
                "f 0644 1 SHA a/../b -",
                "f 0644 1 SHA a//b -",
                "f 0644 1 SHA a%0Ab -",
                "f 0644 1 SHA a%0 -",
                "f 0644 1 SHA a%zz -",
                "f 0644 1 SHA %FF -",
                "f 0644 1 SHA a%c3%a9 -",
                "f 0644 1 SHA %61 -",
                "f 0644 1 SHA é -",
                "d 0755 1 - a -",
                "d 0700 0 - a -",
                "l 0777 0 - a -",
                "l 0777 0 SHA a b",
                "",
            })
    void a_line_that_is_not_exactly_what_is_written_is_refused_with_its_number(String line) {
        String text = "d 0755 0 - 0 -\n" + line.replace("SHA", SHA).replace("SHB", SHA.toUpperCase(Locale.ROOT)) + "\n";
        assertSays(refusal(text), "manifest line 2: ");
    }

    @Test
    void a_text_that_is_cut_short_unsorted_or_says_something_twice_is_refused() {
        String a = "f 0644 1 " + SHA + " a -\n";
        String b = "f 0644 1 " + SHA + " b -\n";
        assertSays(refusal(a + b.strip()), "manifest line 2: cut short");
        assertSays(refusal(b + a), "not sorted");
        assertSays(refusal(a + a), "\"a\" occurs twice");
        assertSays(refusal("f 0644 1 " + SHA + " a/b -\n"), "the parent of \"a/b\" is not a directory");
        assertSays(refusal(a + "f 0644 1 " + SHA + " a/b -\n"), "the parent of \"a/b\" is not a directory");
    }

    @Test
    void an_entry_that_makes_no_sense_cannot_be_made() {
        assertThrows(IllegalArgumentException.class, () -> Manifest.Entry.directory("../a"));
        assertThrows(IllegalArgumentException.class, () -> Manifest.Entry.file("a", 0644, 1, "no digest"));
        assertThrows(IllegalArgumentException.class, () -> Manifest.Entry.link("a", ""));
        assertThrows(IllegalArgumentException.class, () -> Manifest.Entry.link("a", "b\nc"));
    }

    @Test
    void the_bytes_are_those_of_all_files() {
        Manifest manifest = Manifest.of(
                List.of(Manifest.Entry.file("a", 0644, 5_000_000_000L, SHA), Manifest.Entry.file("b", 0644, 7, SHA)));
        assertEquals(5_000_000_007L, manifest.bytes());
    }

    private static String refusal(String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Manifest.parse(text))
                .getMessage());
    }

    private static boolean isPlainAscii(String text) {
        return text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~' && c != '\\'));
    }

    private static boolean isSortedByBytes(Manifest manifest) {
        List<byte[]> paths = manifest.entries().stream()
                .map(e -> e.path().getBytes(StandardCharsets.UTF_8))
                .toList();
        return paths.equals(paths.stream().sorted(Arrays::compareUnsigned).toList());
    }
}
