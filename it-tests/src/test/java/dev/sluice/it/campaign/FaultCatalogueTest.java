package dev.sluice.it.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultCatalogueTest {
    private static final FaultCatalogue CATALOGUE = FaultCatalogue.ofTheProject();
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("inventory", "playbooks", "coordinator", "it-tests");

    @Test
    void every_test_that_it_names_is_there() {
        var missing = CATALOGUE.faults().stream()
                .flatMap(fault -> fault.tests().stream())
                .filter(test -> !isThere(test))
                .distinct()
                .toList();
        assertEquals(List.of(), missing);
    }

    private static boolean isThere(TestMethod test) {
        var file = "src/test/java/" + test.testClass().replace('.', '/') + ".java";
        var method = Pattern.compile("^    void " + test.method() + "\\(", Pattern.MULTILINE);
        return MODULES.stream()
                .map(module -> PROJECT.resolve(module).resolve(file))
                .filter(Files::exists)
                .anyMatch(
                        source -> method.matcher(TestSource.read(source).text()).find());
    }

    /** What no command can be made to meet from outside; tests of the journal on a simulated disk stand for it. */
    private static final Map<String, String> NOT_FROM_OUTSIDE = Map.of(
            "F16", "only a power cut loses what was written and not synced",
            "F102", "a full disk needs a file system of its own, and so root",
            "F103", "no file system fails a sync on demand",
            "F105", "only a newer Sluice writes such a record, with checksums that fit");

    @Test
    void every_fault_has_a_case_from_end_to_end_in_the_ordinary_build() {
        var without = CATALOGUE.faults().stream()
                .filter(fault -> fault.tests().stream().noneMatch(FaultCatalogueTest::isOrdinaryFromEndToEnd))
                .map(CatalogueFault::id)
                .collect(Collectors.toSet());
        assertEquals(NOT_FROM_OUTSIDE.keySet(), without);
    }

    /** Without initializing the class, which would start its fleet. */
    private static boolean isOrdinaryFromEndToEnd(TestMethod test) {
        if (!test.testClass().startsWith("dev.sluice.it.")) {
            return false;
        }
        try {
            var testClass = Class.forName(test.testClass(), false, FaultCatalogueTest.class.getClassLoader());
            return !testClass.isAnnotationPresent(Tag.class)
                    && Arrays.stream(testClass.getDeclaredMethods())
                            .filter(method -> method.getName().equals(test.method()))
                            .noneMatch(method -> method.isAnnotationPresent(Tag.class));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void no_fault_is_told_twice_and_they_are_in_their_order() {
        var numbers = CATALOGUE.faults().stream()
                .map(fault -> Integer.parseInt(fault.id().substring(1)))
                .toList();
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
        assertTrue(numbers.size() >= 75, () -> "only " + numbers.size());
    }

    @Test
    void what_must_never_be_missing_is_there() {
        var ids = CATALOGUE.faults().stream().map(CatalogueFault::id).collect(Collectors.toSet());
        var missing = new HashSet<>(Set.of(
                "F4", "F5", "F14", "F21", "F23", "F24", "F31", "F32", "F45", "F50", "F57", "F58", "F60", "F73", "F74",
                "F100", "F101", "F102", "F124"));
        missing.removeAll(ids);
        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "F1",
                "F1 | what",
                "F1 | what | ",
                "F1 | | dev.sluice.readiness.PreflightTest#refused",
                "one | what | dev.sluice.readiness.PreflightTest#refused",
                "F1 | what | PreflightTest#refused",
                "F1 | what | dev.sluice.readiness.PreflightTest",
                "F1 | what | dev.sluice.readiness.PreflightTest#refused | more"
            })
    void a_line_of_another_form_is_refused(String line) {
        assertThrows(IllegalArgumentException.class, () -> FaultCatalogue.parse(line));
    }
}
