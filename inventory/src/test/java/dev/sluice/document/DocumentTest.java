package dev.sluice.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    private static final DocumentSchema ANYTHING = DocumentSchema.of("{}");

    @TempDir
    Path directory;

    @Test
    void an_alias_is_the_same_again() throws IOException {
        var root = read("a: &a { x: 1 }\nb: *a\n").root();
        assertEquals(1, root.section("b").number("x", 0));
    }

    @Test
    void what_an_alias_brings_in_is_written_at_its_anchor() throws IOException {
        var index = read("a: &a { x: 1 }\nb: *a\n").index();
        assertEquals(new Position(2, 4), index.value("/b").orElseThrow());
        assertEquals(new Position(1, 9), index.key("/b/x").orElseThrow());
    }

    @Test
    void a_merge_brings_in_what_is_not_written() throws IOException {
        var root = read("a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }\n").root();
        assertEquals(1, root.section("b").number("x", 0));
        assertEquals(3, root.section("b").number("y", 0));
    }

    @Test
    void the_first_of_several_merged_maps_wins_and_merges_chain() throws IOException {
        var root = read("a: &a { x: 1 }\nb: &b { <<: *a, y: 2 }\nc: { <<: [{ x: 9 }, *b] }\n")
                .root();
        assertEquals(9, root.section("c").number("x", 0));
        assertEquals(2, root.section("c").number("y", 0));
    }

    @Test
    void a_quoted_merge_key_is_a_plain_key() throws IOException {
        assertEquals(List.of("<<"), read("'<<': 1\n").root().keys());
    }

    @Test
    void a_merge_of_something_else_than_maps_is_a_problem() throws IOException {
        assertEquals(List.of("1:10 <<"), places("b: { <<: 7 }\n"));
    }

    @Test
    void every_second_mention_of_a_key_is_a_problem_at_its_own_place() throws IOException {
        assertEquals(
                List.of("2:1 twice; first in line 1", "5:3 twice", "6:3 twice"),
                places("a: 1\na: 2\nb:\n  c: 1\n  c: 3\n  c: 2\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!old", "!!str x", "! x", "!!java.net.URL [x]", "!x { a: 1 }"})
    void a_tag_is_refused_with_a_hint_at_quotes(String value) throws IOException {
        var problems = problems("targets: " + value + "\n");
        assertEquals(1, problems.size());
        assertEquals(10, problems.get(0).column());
        assertTrue(
                problems.get(0).message().contains("needs quotes"),
                problems.get(0).message());
    }

    @Test
    void an_alias_without_an_anchor_is_refused_with_a_hint_at_quotes() throws IOException {
        assertEquals(List.of("1:10 needs quotes"), places("targets: *web\n"));
    }

    @Test
    void an_alias_inside_its_own_anchor_is_refused() throws IOException {
        assertEquals(List.of("1:8 inside its own anchor"), places("a: &a [*a]\n"));
    }

    @Test
    void aliases_of_aliases_cannot_fill_the_memory() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        IntStream.range(1, 12)
                .forEach(i -> bomb.append(("a" + i + ": &a" + i + " [")
                        .concat(IntStream.range(0, 10)
                                .mapToObj(j -> "*a" + (i - 1))
                                .collect(Collectors.joining(", ")))
                        .concat("]\n")));
        assertTrue(fatal(bomb.toString()).message().contains("more than 300000 values"));
    }

    @Test
    void merges_of_merges_cannot_fill_the_memory() {
        var bomb = new StringBuilder("a0: &a0 { x: 1 }\n");
        IntStream.range(1, 40)
                .forEach(i -> bomb.append("a" + i + ": &a" + i + " { <<: [*a" + (i - 1) + ", *a" + (i - 1) + "] }\n"));
        assertTrue(fatal(bomb.toString()).message().contains("more than 300000 values"));
    }

    @Test
    void a_long_chain_of_merges_is_refused_and_not_a_crash() {
        var chain = new StringBuilder("a0: &a0 { x: 1 }\n");
        IntStream.range(1, 20_000).forEach(i -> chain.append("a" + i + ": &a" + i + " { <<: *a" + (i - 1) + " }\n"));
        assertTrue(fatal(chain.toString()).message().contains("nested deeper than 50"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void a_file_nested_deeper_than_fifty_levels_is_refused(String step) {
        assertTrue(fatal(step.repeat(100_000)).message().contains("nested deeper than 50"));
    }

    @Test
    void a_file_larger_than_three_megabytes_is_refused() {
        assertTrue(fatal("a: " + "x".repeat(3 * 1024 * 1024)).message().contains("larger than 3 MiB"));
    }

    @ParameterizedTest
    @CsvSource({
        "'a: [1', 1, 6, 'inside [ ]'",
        "'a: @x', 1, 4, 'needs quotes'",
        "'a: `x', 1, 4, 'needs quotes'",
        "'a: b: c', 1, 5, 'not YAML'",
    })
    void what_is_no_yaml_is_one_problem_at_its_place(String text, int line, int column, String words) {
        var problem = fatal(text);
        assertEquals(new Position(line, column), new Position(problem.line(), problem.column()));
        assertTrue(problem.message().contains(words), problem.message());
    }

    @Test
    void a_tab_as_indentation_is_named() {
        assertTrue(fatal("a:\n\tb: 1\n").message().contains("not tabs"));
    }

    @Test
    void a_second_document_is_refused_where_it_begins() {
        assertEquals(2, fatal("a: 1\n--- \nb: 1\n").line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n"})
    void an_empty_file_is_refused(String text) {
        assertEquals("the file is empty", fatal(text).message());
    }

    @Test
    void a_file_that_is_not_there_is_a_problem_too() {
        var missing = directory.resolve("missing.yml");
        var thrown = assertThrows(InvalidDocumentException.class, () -> Document.read(missing, ANYTHING));
        assertEquals("the file does not exist", thrown.problems().get(0).message());
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused_where_they_stand() throws IOException {
        var file = directory.resolve("latin1.yml");
        Files.write(file, "a: 1\nb: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
        var problem = assertThrows(InvalidDocumentException.class, () -> Document.read(file, ANYTHING))
                .problems()
                .get(0);
        assertEquals(new Position(2, 4), new Position(problem.line(), problem.column()));
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_key() throws IOException {
        assertEquals(List.of("a"), read("\ufeffa: 1\n").root().keys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\e[31m\"", "\"a\\0b\"", "\"\\u202e\"", "\"\\r\"", "\"\\x7f\""})
    void control_and_format_characters_are_refused_however_they_are_written(String value) throws IOException {
        assertEquals(List.of("1:4 control characters"), places("a: " + value + "\n"));
    }

    @Test
    void a_control_character_in_a_key_is_refused() throws IOException {
        assertEquals(List.of("1:1 control characters"), places("\"a\\eb\": 1\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "on", "yes", "off", "22:30", "2026-12-20", "0022", "0x10", "1e3", ".inf", "1_000"})
    void what_older_yaml_takes_for_something_else_is_text(String value) throws IOException {
        assertEquals(value, read("a: " + value + "\n").root().text("a", "not a text"));
    }

    @Test
    void values_are_data_however_hostile() throws IOException {
        var hostile = Map.of("a", "$(touch /tmp/x); rm -rf / `id` ${HOME} '\" \\ \n|&<>", "b", "#{1+1} {{7*7}} %s %n");
        var yaml = "a: \"$(touch /tmp/x); rm -rf / `id` ${HOME} '\\\" \\\\ \\n|&<>\"\nb: '#{1+1} {{7*7}} %s %n'\n";
        var root = read(yaml).root();
        assertEquals(hostile, Map.of("a", root.text("a", ""), "b", root.text("b", "")));
    }

    @Test
    void an_index_finds_the_nearest_parent_of_what_is_not_written() throws IOException {
        var index = read("a:\n  b: 1\n").index();
        assertEquals(
                "x.yml:1:1: a.c.d: m",
                index.keyProblem("/a/c/d", "m").toString().replace(index.file(), "x.yml"));
        assertEquals("x.yml:2:6: a.b: m", index.problem("/a/b", "m").toString().replace(index.file(), "x.yml"));
        assertTrue(index.wrote("/a/b") && !index.wrote("/a/c"));
    }

    @Test
    void paths_are_relative_to_the_file_and_home_is_left_for_later() throws IOException {
        var document = read("a: 1\n");
        assertEquals(directory.toAbsolutePath().normalize() + "/keys/id", document.resolve("keys/../keys/id"));
        assertEquals("~/id", document.resolve("~/id"));
        assertEquals("/id", document.resolve("/id"));
    }

    private Document read(String yaml) throws IOException {
        return Document.read(Files.writeString(directory.resolve("file.yml"), yaml), ANYTHING);
    }

    private List<Problem> problems(String yaml) throws IOException {
        return read(yaml).problems().all();
    }

    /** Line, column and the words that each test asks for, which are looked for in the message. */
    private List<String> places(String yaml) throws IOException {
        var words = List.of(
                "twice; first in line 1", "twice", "needs quotes", "inside its own anchor", "control characters", "<<");
        return problems(yaml).stream()
                .map(problem -> problem.line() + ":" + problem.column() + " "
                        + words.stream()
                                .filter(problem.message()::contains)
                                .findFirst()
                                .orElse(problem.message()))
                .toList();
    }

    private Problem fatal(String yaml) {
        var thrown = assertThrows(InvalidDocumentException.class, () -> read(yaml));
        assertEquals(1, thrown.problems().size());
        return thrown.problems().get(0);
    }
}
