package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryRangesTest {
    @ParameterizedTest
    @CsvSource({"1-3;8, 0 1 2 7, 4", "1, 0, 1", "9, 8, 1", "1-9, 0 1 2 3 4 5 6 7 8, 9", "2;4;6-7, 1 3 5 6, 4"})
    void numbers_of_lines_are_entries_from_0(String text, String indexes, int count) {
        var ranges = EntryRanges.parse(text.replace(';', ','), 9);
        var contained = IntStream.range(0, 12).filter(ranges::contains).boxed().toList();
        assertEquals(List.of(indexes.split(" ")).stream().map(Integer::valueOf).toList(), contained);
        assertEquals(count, ranges.count());
        assertEquals(text.replace(';', ','), ranges.toString());
        assertFalse(ranges.isEmpty());
    }

    @Test
    void all_and_none_have_texts_too() {
        assertTrue(EntryRanges.parse("", 9).isEmpty());
        assertTrue(EntryRanges.all(0).isEmpty());
        assertEquals(EntryRanges.parse("1-9", 9), EntryRanges.all(9));
        assertEquals(EntryRanges.parse("1-9", 9).hashCode(), EntryRanges.all(9).hashCode());
        assertEquals("1", EntryRanges.all(1).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "1-10", "0", "0-1", "2-1", "3,3", "3,1", "1-3,2", "1,", ",1", "-1", "1-", "a", " 1"})
    void what_is_no_ascending_list_of_lines_of_the_manifest_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> EntryRanges.parse(text, 9));
    }

    @Test
    void a_tar_of_some_entries_is_their_headers_and_whole_blocks() {
        var manifest = Manifest.of(List.of(
                Manifest.Entry.directory("a"),
                Manifest.Entry.file("a/0", 0644, 0, "0".repeat(64)),
                Manifest.Entry.file("a/1", 0644, 1, "0".repeat(64)),
                Manifest.Entry.file("a/512", 0644, 512, "0".repeat(64)),
                Manifest.Entry.file("a/513", 0644, 513, "0".repeat(64)),
                Manifest.Entry.link("b", "a")));
        var bytes = List.of(512, 512, 1024, 1024, 1536, 512);
        for (int i = 0; i < bytes.size(); i++) {
            assertEquals((long) bytes.get(i), manifest.tarBytes(EntryRanges.parse("" + (i + 1), 6)));
        }
        assertEquals(5120, manifest.tarBytes(EntryRanges.all(6)));
        assertEquals(0, manifest.tarBytes(EntryRanges.parse("", 6)));
    }
}
