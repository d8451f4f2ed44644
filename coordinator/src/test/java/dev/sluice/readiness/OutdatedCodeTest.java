package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.OutdatedScripts.Some;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutdatedCodeTest {
    private static final Some NONE = new Some(0, List.of());

    private static List<String> lines(Some changed, Some unknown) {
        return new OutdatedCode(new OutdatedScripts(changed, unknown)).lines();
    }

    @Test
    void each_kind_of_files_that_may_be_outdated_has_a_line() {
        assertEquals(List.of(), lines(NONE, NONE));
        assertEquals(
                List.of("shared/a.php: changed since the last refresh"),
                lines(new Some(1, List.of("shared/a.php")), NONE));
        assertEquals(
                List.of("shared/b.php: unknown, written after the last refresh"),
                lines(NONE, new Some(1, List.of("shared/b.php"))));
        assertEquals(
                List.of(
                        "shared/a.php and 2 more: changed since the last refresh",
                        "shared/b.php: unknown, written after the last refresh"),
                lines(new Some(3, List.of("shared/a.php")), new Some(1, List.of("shared/b.php"))));
    }
}
