package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.step.HostFacts.ReleaseFacts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptReleasesTest {
    private static ReleaseFacts release(String id, int age) {
        return release(id, "d".repeat(64), age, ReleaseMark.GOOD);
    }

    private static ReleaseFacts release(String id, String digest, int age, ReleaseMark mark) {
        return new ReleaseFacts(id, digest, Optional.of(Duration.ofHours(age)), mark);
    }

    private static List<String> kept(int keep, ReleaseFacts... releases) {
        return KeptReleases.of(List.of(releases), "v5", Optional.of("v4"), keep);
    }

    @Test
    void the_newest_stay_and_one_more_besides_the_live_one_and_the_one_to_go_back_to() {
        assertEquals(
                List.of("v3", "v2"),
                kept(1, release("v1", 5), release("v2", 4), release("v3", 3), release("v4", 2), release("v5", 1)));
    }

    @Test
    void a_bad_one_does_not_stay() {
        var bad = release("v3", "d".repeat(64), 3, ReleaseMark.BAD);
        assertEquals(List.of("v2"), kept(0, release("v1", 5), release("v2", 4), bad));
    }

    @Test
    void one_that_a_rollback_left_stays_like_a_good_one() {
        var left = release("v6", "d".repeat(64), 0, ReleaseMark.LEFT);
        assertEquals(List.of("v6"), kept(0, release("v2", 4), left, release("v5", 1)));
    }

    @Test
    void a_directory_that_is_not_ours_takes_no_place() {
        var byHand = release("by-hand", "", 0, ReleaseMark.UNKNOWN);
        assertEquals(List.of("v3"), kept(0, byHand, release("v2", 4), release("v3", 3)));
    }

    private static List<String> recyclable(int keep, ReleaseFacts... releases) {
        return KeptReleases.recyclable(List.of(releases), "v5", keep);
    }

    @Test
    void what_is_older_than_those_that_are_kept_may_become_another_release_the_oldest_first() {
        assertEquals(
                List.of("v1", "v2", "v3"),
                recyclable(
                        1, release("v3", 3), release("v1", 5), release("v5", 1), release("v2", 4), release("v4", 2)));
        assertEquals(List.of(), recyclable(4, release("v1", 5), release("v2", 4), release("v5", 1)));
    }

    @Test
    void what_a_rollback_goes_to_and_what_is_staged_never_become_another_release() {
        var staged = release("v6", "d".repeat(64), 0, ReleaseMark.UNKNOWN);
        assertEquals(List.of("v3"), recyclable(0, staged, release("v3", 3), release("v4", 2), release("v5", 1)));
        assertEquals(List.of("v3"), recyclable(1, staged, release("v3", 3), release("v4", 2), release("v5", 1)));
    }

    @Test
    void a_bad_one_may_become_another_release_and_a_directory_that_is_not_ours_never() {
        var bad = release("v6", "d".repeat(64), 1, ReleaseMark.BAD);
        var byHand = release("by-hand", "", 9, ReleaseMark.UNKNOWN);
        assertEquals(List.of("v6"), recyclable(1, byHand, bad, release("v4", 2), release("v5", 1)));
    }
}
