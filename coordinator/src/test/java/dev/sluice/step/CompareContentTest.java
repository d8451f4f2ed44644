package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostScripts;
import dev.sluice.step.CompareContent.Compared;
import dev.sluice.step.CompareContent.Other;
import dev.sluice.step.CompareContent.Some;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What differs between two releases, and how large one is on its way to a host. */
class CompareContentTest {
    private final ScriptedSession session = new ScriptedSession();

    private static Some some(String... names) {
        return new Some(names.length, List.of(names).stream().map(HostText::of).toList());
    }

    @Test
    void a_release_is_compared_with_another_one_of_the_host() throws Exception {
        session.answers(Map.of(
                "state", "known",
                "added", "1",
                "names_added", "new.php",
                "changed", "2",
                "names_changed", "a.php\nb.php",
                "removed", "0",
                "names_removed", ""));

        assertEquals(
                Optional.of(new Compared(some("new.php"), some("a.php", "b.php"), some())),
                new CompareContent("/srv/shop", "r1", new Other.Staged("r2")).on(session));

        assertEquals(HostScripts.CHANGES, session.command().script());
        assertEquals(
                Map.of("path", "/srv/shop", "release", "r1", "other", "r2"),
                session.command().values());
        assertInstanceOf(HostCommand.NoInput.class, session.command().input());
    }

    @Test
    void a_release_without_a_manifest_cannot_be_compared_with_an_artifact() throws Exception {
        session.answers(Map.of("state", "unknown"));

        assertEquals(
                Optional.empty(),
                new CompareContent("/srv/shop", "r1", new Other.Manifest("f 0644 1 d1 \u00fc\n")).on(session));

        assertEquals("", session.command().values().get("other"));
        assertEquals("f 0644 1 d1 \u00c3\u00bc\n", ScriptedSession.payload(session.command()), "UTF-8");
    }

    @Test
    void releases_are_the_same_only_where_nothing_was_added_changed_or_removed() {
        assertTrue(new Compared(some(), some(), some()).isSame());
        assertFalse(new Compared(some("a"), some(), some()).isSame());
        assertFalse(new Compared(some(), some("a"), some()).isSame());
        assertFalse(new Compared(some(), some(), some("a")).isSame());
        assertFalse(new Compared(some("a"), some("a"), some("a", "b")).isSame());
        assertFalse(new Compared(some("a"), some("b"), some()).isSame());
        assertFalse(new Compared(some("a"), some(), some("b")).isSame());
    }
}
