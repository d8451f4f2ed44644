package dev.sluice.readiness;

import static dev.sluice.step.ReleaseMark.BAD;
import static dev.sluice.step.ReleaseMark.GOOD;
import static dev.sluice.step.ReleaseMark.LEFT;
import static dev.sluice.step.ReleaseMark.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.plan.ReleaseId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlierReleaseTest {
    private static Optional<String> chosen(FactsDraft draft) {
        return EarlierRelease.choose(draft.facts(), Optional.empty()).map(ReleaseId::value);
    }

    private static Optional<String> chosen(FactsDraft draft, String wanted) {
        return EarlierRelease.choose(draft.facts(), Optional.of(new ReleaseId(wanted)))
                .map(ReleaseId::value);
    }

    /** The live one is c; what is older is a and then b, what is newer d. */
    private static FactsDraft four() {
        return new FactsDraft()
                .release("a", 40, GOOD)
                .release("b", 30, GOOD)
                .release("c", 20, GOOD)
                .release("d", 10, GOOD)
                .live("c");
    }

    @Test
    void the_newest_that_is_older_than_the_live_one_is_chosen_and_never_a_newer_one() {
        assertEquals(Optional.of("b"), chosen(four()));
        assertEquals(Optional.of("c"), chosen(four().live("d")));
    }

    @Test
    void a_second_rollback_goes_further_back() {
        assertEquals(Optional.of("a"), chosen(four().live("b")));
        assertEquals(Optional.empty(), chosen(four().live("a")));
    }

    @Test
    void one_that_was_taken_back_is_never_chosen_by_itself() {
        var draft = new FactsDraft()
                .release("a", 40, GOOD)
                .release("b", 30, BAD)
                .release("c", 20, GOOD)
                .live("c");

        assertEquals(Optional.of("a"), chosen(draft));
        assertEquals(Optional.of("b"), chosen(draft, "b"), "a person may insist");
    }

    @Test
    void one_that_was_staged_and_never_live_is_not_chosen_by_itself() {
        var draft = new FactsDraft()
                .release("a", 40, GOOD)
                .release("b", 30, UNKNOWN)
                .release("c", 20, GOOD)
                .live("c");

        assertEquals(Optional.of("a"), chosen(draft), "adoption marks what was live before as good");
        assertEquals(Optional.of("b"), chosen(draft, "b"), "a person may insist");
    }

    @Test
    void what_was_never_finished_is_not_there() {
        var draft = new FactsDraft()
                .release("a", 40, GOOD)
                .release("half", -1, UNKNOWN)
                .release("c", 20, GOOD)
                .live("c");

        assertEquals(Optional.of("a"), chosen(draft));
        assertEquals(Optional.empty(), chosen(draft, "half"));
    }

    @Test
    void a_directory_whose_name_is_no_release_is_passed_over() {
        var draft = new FactsDraft()
                .release("a", 40, GOOD)
                .release("copy of c", 30, GOOD)
                .release("c", 20, GOOD)
                .live("c");

        assertEquals(Optional.of("a"), chosen(draft));
        assertEquals(Optional.of("a"), chosen(draft, "a"));
    }

    @Test
    void of_two_of_the_same_age_the_id_decides_which_is_older() {
        var draft = new FactsDraft()
                .release("20261121-1", 20, GOOD)
                .release("20261121-2", 20, GOOD)
                .release("20261121-3", 20, GOOD)
                .live("20261121-2");

        assertEquals(Optional.of("20261121-1"), chosen(draft));
    }

    @Test
    void without_a_live_release_nothing_is_older() {
        var draft = four();
        draft.live = Optional.empty();

        assertEquals(Optional.empty(), chosen(draft));
        assertEquals(Optional.of("a"), chosen(draft, "a"));
    }

    @Test
    void the_one_asked_for_is_taken_wherever_it_stands_if_it_is_there() {
        assertEquals(Optional.of("d"), chosen(four(), "d"));
        assertEquals(Optional.of("c"), chosen(four(), "c"));
        assertEquals(Optional.empty(), chosen(four(), "e"));
    }

    @Test
    void one_that_a_rollback_left_is_not_chosen_by_itself() {
        var draft = new FactsDraft()
                .release("a", 40, GOOD)
                .release("b", 30, LEFT)
                .release("c", 20, GOOD)
                .live("c");
        assertEquals(Optional.of("a"), chosen(draft));
        assertEquals(Optional.of("b"), chosen(draft, "b"), "a person may return to it");
    }
}
