package dev.sluice.readiness;

import static dev.sluice.step.ReleaseMark.GOOD;
import static dev.sluice.step.ReleaseMark.LEFT;
import static dev.sluice.step.ReleaseMark.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.ReleaseFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StagedReleaseTest {
    private static final HostName WEB01 = new HostName("web01");
    private static final HostName WEB02 = new HostName("web02");

    private static StagedRelease staged(HostFacts first, HostFacts second) {
        return StagedRelease.of(
                new ReleaseId("c"), new Survey(List.of(), Map.of(WEB01, first, WEB02, second), Map.of()));
    }

    private static FactsDraft with(String release, int age) {
        return new FactsDraft()
                .release("b", 20, GOOD)
                .release(release, age, UNKNOWN)
                .live("b");
    }

    @Test
    void what_every_host_has_is_staged() {
        var staged = staged(with("c", 1).facts(), with("c", 2).facts());
        assertEquals("digest-c", staged.digest());
        assertEquals(Map.of(), staged.failures());
    }

    @Test
    void a_host_without_it_is_named_with_what_it_has() {
        var staged = staged(with("c", 1).facts(), with("d", 1).facts());
        assertEquals(Set.of(WEB02), staged.failures().keySet());
        assertTrue(
                Survey.group(staged.failures())
                        .get(0)
                        .startsWith("web02: release c is not there: there are b, d; upload it: sluice stage"),
                staged::toString);
    }

    @Test
    void one_that_is_not_whole_is_refused() {
        var staged = staged(with("c", 1).facts(), with("c", -1).facts());
        assertTrue(Survey.group(staged.failures()).get(0).contains("not whole"), staged::toString);
    }

    @Test
    void the_same_id_with_other_content_is_refused_with_each_digest() {
        var first = with("c", 1).facts();
        var draft = new FactsDraft().live("b").facts();
        var second = new HostFacts(
                draft.link(),
                draft.target(),
                draft.live(),
                draft.fence(),
                draft.lease(),
                List.of(new ReleaseFacts("c", "another", Optional.empty(), UNKNOWN)),
                draft.oddParts(),
                draft.leftovers(),
                draft.endpoint(),
                draft.machine());
        var lines = Survey.group(staged(first, second).failures());
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("web01: release c is not the same on every host: its digest is digest-c"));
        assertTrue(lines.get(1).startsWith("web02: release c is not the same on every host: its digest is another"));
    }

    @Test
    void an_id_that_is_there_with_other_content_cannot_be_brought() {
        var survey = new Survey(
                List.of(),
                Map.of(WEB01, with("c", 1).facts(), WEB02, with("d", 1).facts()),
                Map.of());
        assertEquals(Map.of(), StagedRelease.conflicts(new ReleaseId("c"), "digest-c", survey));
        assertEquals(
                Set.of(WEB01),
                StagedRelease.conflicts(new ReleaseId("c"), "another", survey).keySet());
    }

    private static Optional<ReleaseId> again(String digest, FactsDraft first, FactsDraft second) {
        var hosts = SamplePlan.of("web01", "web02").hosts().stream()
                .map(HostPlan::host)
                .toList();
        return StagedRelease.again(
                digest, new Survey(hosts, Map.of(WEB01, first.facts(), WEB02, second.facts()), Map.of()));
    }

    @Test
    void content_that_a_rollback_left_keeps_its_release() {
        var left = new FactsDraft()
                .release("a", 30, GOOD)
                .release("b", 20, GOOD)
                .release("c", 10, LEFT)
                .live("b");
        assertEquals(Optional.of(new ReleaseId("c")), again("digest-c", left, left));
        assertEquals(Optional.empty(), again("digest-a", left, left), "it is older than the live one");
        assertEquals(Optional.empty(), again("digest-b", left, left), "it is the live one");
        assertEquals(Optional.empty(), again("digest-x", left, left));
    }

    @Test
    void one_host_alone_does_not_name_a_release_for_the_others() {
        assertEquals(Optional.empty(), again("digest-c", with("c", 1), with("d", 1)));
    }

    @Test
    void where_no_host_answered_nothing_is_staged_and_nothing_failed() {
        var staged = StagedRelease.of(new ReleaseId("c"), new Survey(List.of(), Map.of(), Map.of()));
        assertEquals(new StagedRelease("", Map.of()), staged);
    }

    @Test
    void a_host_that_lacks_it_leaves_no_digest_for_the_others() {
        assertEquals("", staged(with("c", 1).facts(), with("d", 1).facts()).digest());
    }

    @Test
    void a_host_without_any_release_has_none() {
        var staged = staged(with("c", 1).facts(), new FactsDraft().facts());
        assertTrue(Survey.group(staged.failures()).get(0).contains("is not there: there is none;"), staged::toString);
    }

    @Test
    void one_that_is_not_whole_is_no_other_content() {
        var survey = new Survey(List.of(), Map.of(WEB01, with("c", -1).facts()), Map.of());
        assertEquals(Map.of(), StagedRelease.conflicts(new ReleaseId("c"), "digest-c", survey));
    }
}
