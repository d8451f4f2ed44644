package dev.sluice.it.campaign;

import java.util.Arrays;
import java.util.List;

/**
 * Something that can go wrong, and the tests that make it go wrong.
 *
 * @param id such as {@code F31}; it never changes
 * @param injected what the tests do to the product or to its surroundings
 */
record CatalogueFault(String id, String injected, List<TestMethod> tests) {
    CatalogueFault {
        tests = List.copyOf(tests);
        if (!id.matches("F[1-9][0-9]{0,2}") || injected.isBlank() || tests.isEmpty()) {
            throw new IllegalArgumentException("a fault has an id, words and tests: " + id + " " + injected);
        }
    }

    /** @param line such as {@code F31 | what is injected | class#method, class#method} */
    static CatalogueFault parse(String line) {
        var cells = line.split("\\|", -1);
        if (cells.length != 3) {
            throw new IllegalArgumentException("'" + line + "' is not ID | WHAT | TESTS");
        }
        var tests = Arrays.stream(cells[2].split(",", -1))
                .map(String::strip)
                .map(TestMethod::parse)
                .toList();
        return new CatalogueFault(cells[0].strip(), cells[1].strip(), tests);
    }
}
