package dev.sluice.it.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostScripts;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutantMakerTest {
    private static List<String> mutants(String line) {
        return MutantMaker.mutants("x.sh", line + "\n", Set.of("guarded", "sync_file")).stream()
                .map(Mutant::mutated)
                .toList();
    }

    @Test
    void a_test_is_made_true_and_false_and_compares_otherwise() {
        assertEquals(
                List.of("true || fail a", "false || fail a", "[ \"$a\" != b ] || fail a"),
                mutants("[ \"$a\" = b ] || fail a"));
        assertEquals(
                List.of("if true; then", "if false; then", "if [ \"$a\" -le 3 ]; then"),
                mutants("if [ \"$a\" -lt 3 ]; then\n    b\nfi"));
    }

    @Test
    void of_a_list_each_condition_is_mutated_and_its_end_is_taken_away() {
        assertEquals(
                List.of(
                        "true && [ -L b ] || fail c",
                        "false && [ -L b ] || fail c",
                        "[ -f a ] && [ -L b ] || fail c",
                        "[ -d a ] && true || fail c",
                        "[ -d a ] && false || fail c",
                        "[ -d a ] && [ -e b ] || fail c",
                        "[ -d a ] && [ -L b ] || :"),
                mutants("[ -d a ] && [ -L b ] || fail c"));
    }

    @Test
    void a_command_that_decides_is_replaced_and_what_it_decides_stays() {
        assertEquals(List.of("! true || return 0", "! false || return 0"), mutants("! have \"$x\" || return 0"));
        assertEquals(List.of("true || :"), mutants("rm a 2>/dev/null || :"));
    }

    @Test
    void a_loop_that_would_never_end_is_not_made() {
        assertEquals(List.of("while false; do"), mutants("while read -r a; do\n    b\ndone"));
        assertEquals(List.of("while false; do"), mutants("while :; do\n    b\ndone"));
    }

    @Test
    void each_pattern_of_a_case_never_matches_and_each_arm_always_does() {
        assertEquals(
                List.of(
                        "case $a in '' | x*) : ;; esac",
                        "case $a in 'no such word' | x*) fail b ;; esac",
                        "case $a in '' | 'no such word') fail b ;; esac",
                        "case $a in *) fail b ;; esac"),
                mutants("case $a in '' | x*) fail b ;; esac"));
        assertEquals(List.of("'no such word') fail b ;;"), mutants("case $a in\n    *) fail b ;;\nesac"));
    }

    @Test
    void refusals_returns_and_calls_on_lines_of_their_own_are_taken_away() {
        assertEquals(List.of(":", ":", ":"), mutants("guarded\nfail a b\nreturn 1"));
        assertEquals(List.of(), mutants("sync_file a\nmkdir a\nb=$(cat c)\nreturn"));
    }

    @Test
    void what_is_in_a_command_substitution_is_mutated_too() {
        assertEquals(
                List.of("a=\"$(true || c)\"", "a=\"$(false || c)\""),
                mutants("a=\"$([ -n \"$b\" ] || c)\"").subList(0, 2));
    }

    @Test
    void awk_here_documents_comments_and_quotations_are_left_alone() {
        assertEquals(List.of(), mutants("awk 'NR > 1 && a || [ b = c ]' # if [ a = b ]"));
        assertEquals(List.of(), mutants("cat <<LIST\nif [ a = b ]; then\nLIST"));
        assertEquals(List.of(), mutants("a='[ b = c ] || fail'\nprintf \"if [ $a ]\" ${#a} $((1 + (2)))"));
    }

    @Test
    void a_mutant_is_the_script_with_one_line_changed() {
        var text = "guarded\n# why\nif [ -n \"$a\" ]; then\n    b\nfi\n";
        var mutant = MutantMaker.mutants("x.sh", text, Set.of()).get(0);
        assertEquals("guarded\n# why\nif true; then\n    b\nfi\n", mutant.text());
        assertEquals(3, mutant.line());
        assertEquals("if [ -n \"$a\" ]; then", mutant.original());
        assertEquals(Set.of("x.sh:" + text.indexOf("[") + "-"), mutant.traces());
    }

    @Test
    void a_probe_is_before_each_statement_and_changes_no_other_line() throws Exception {
        var scripts = HostScriptFiles.ofTheProduct();
        var probed = scripts.withProbes(Path.of("/trace"));
        scripts.texts().forEach((name, text) -> {
            var with = probed.texts().getOrDefault(name, "");
            assertTrue(with.contains("sluice_probe " + name + ":"), name);
            var at = name + ":\\d+";
            var without = with.replaceAll(" sluice_probe '" + at + "\\)'\n", "")
                    .replaceAll(
                            "\\{ sluice_probe " + at + "!; |sluice_probe " + at + "; |sluice_decide " + at + " ", "");
            var ends = "; }"; // also those of what stands in brackets without a probe
            assertTrue(without.replace(ends, "").endsWith(text.replace(ends, "")), name);
        });
    }

    @Test
    void all_that_is_sent_to_a_host_is_mutated() throws Exception {
        var files = HostScriptFiles.ofTheProduct().texts().values();
        for (var script : HostScripts.ALL) {
            var rest = script.text();
            for (var text : files) {
                rest = rest.replace(text, "");
            }
            assertTrue(rest.isBlank(), script.name() + rest);
        }
    }

    @Test
    void a_probe_never_comes_between_a_condition_and_what_depends_on_it() {
        var endings = List.of("{ a; }", "{ a; } 2>&3", "(\n    a\n)", "if a; then b; fi", "case a in b) c ;; esac");
        for (var ended : endings) {
            var script = new HostScriptFiles(Map.of("x.sh", ended + " || return 0\n"));
            var probed = script.withProbes(Path.of("/trace")).texts().getOrDefault("x.sh", "");
            assertTrue(probed.matches("(?s).* \\|\\| \\{ sluice_probe x.sh:\\d+!; return 0; }\n"), probed);
        }
    }

    @Test
    void every_host_script_has_mutants_and_no_two_are_the_same() throws Exception {
        var mutants = HostScriptFiles.ofTheProduct().mutants();
        mutants.forEach((name, some) -> assertTrue(some.size() >= 10, name));
        var all = mutants.values().stream().flatMap(Collection::stream).toList();
        assertTrue(all.size() > 1_000);
        assertEquals(all.size(), new HashSet<>(all.stream().map(Mutant::text).toList()).size());
    }

    @Test
    void what_is_on_the_list_of_equivalent_mutants_is_made_and_has_its_reason() throws Exception {
        var all = HostScriptFiles.ofTheProduct().mutants().values().stream()
                .flatMap(Collection::stream)
                .toList();
        var equivalent = EquivalentMutants.ofTheProject();
        assertEquals(List.of(), equivalent.unused(all));
        equivalent.entries().forEach(entry -> assertTrue(entry.reason().length() > 20, entry::toString));
    }
}
