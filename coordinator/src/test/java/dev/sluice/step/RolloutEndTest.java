package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutEndTest {
    private final ScriptedSession session = new ScriptedSession();

    @Test
    void the_end_of_a_rollout_marks_prunes_and_releases_the_lease_in_one_call() throws Exception {
        session.answers(Map.of());

        var end = new Prune.End("r9", Optional.of("r8"), "anna");
        new Prune(new Lease("/srv/shop", "r-1", 7), List.of("r7"), Optional.of("r8"), Optional.of(end)).on(session);

        assertEquals(
                Map.of(
                        "path",
                        "/srv/shop",
                        "rollout",
                        "r-1",
                        "token",
                        "7",
                        "keep",
                        "r7",
                        "back",
                        "r8",
                        "good",
                        "r9",
                        "left",
                        "r8",
                        "actor",
                        "anna"),
                session.command().values());
    }
}
