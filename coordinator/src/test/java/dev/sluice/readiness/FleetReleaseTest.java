package dev.sluice.readiness;

import static dev.sluice.step.ReleaseMark.GOOD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.ReleaseId;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.step.HostFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetReleaseTest {
    /** A host for each letter, live on the release of that name; on a dash there is none, a question mark does not answer. */
    private static Survey serving(String letters) {
        var facts = new HashMap<HostName, HostFacts>();
        IntStream.range(0, letters.length())
                .filter(at -> letters.charAt(at) != '?')
                .forEach(at -> facts.put(PlanDraft.web(at + 1), facts(letters.substring(at, at + 1))));
        var hosts = IntStream.rangeClosed(1, letters.length())
                .mapToObj(PlanDraft::web)
                .map(PlanDraft::host)
                .toList();
        return new Survey(hosts, facts, Map.of());
    }

    private static HostFacts facts(String release) {
        if (!release.equals("-")) {
            return new FactsDraft().release(release, 5, GOOD).live(release).facts();
        }
        var empty = new FactsDraft();
        empty.link = HostFacts.Link.ABSENT;
        empty.target = "";
        empty.live = Optional.empty();
        return empty.facts();
    }

    private static Map<HostName, String> recorded(String letters) {
        var links = new HashMap<HostName, String>();
        IntStream.range(0, letters.length())
                .filter(at -> letters.charAt(at) != '-')
                .forEach(at -> links.put(PlanDraft.web(at + 1), "releases/" + letters.charAt(at)));
        return links;
    }

    private static String of(String recorded, String serving) throws RefusedException {
        return FleetRelease.of(recorded(recorded), serving(serving)).id().value();
    }

    private static RefusedException refused(String recorded, String serving) {
        return assertThrows(RefusedException.class, () -> of(recorded, serving));
    }

    @Test
    void it_is_what_the_record_and_most_hosts_say() throws RefusedException {
        assertEquals("c", of("bccc", "bccc"));
    }

    @Test
    void without_a_record_most_hosts_say_it() throws RefusedException {
        assertEquals("c", of("----", "bccc"));
    }

    @Test
    void new_hosts_count_for_nothing() throws RefusedException {
        assertEquals("c", of("cc---", "cc---"));
    }

    @Test
    void a_record_of_a_few_hosts_does_not_count_against_most() throws RefusedException {
        assertEquals("b", of("c---", "cbbb"));
    }

    @Test
    void the_record_speaks_for_hosts_that_do_not_answer() throws RefusedException {
        assertEquals("c", of("bbccccc", "bb??c??"));
    }

    @Test
    void what_most_hosts_serve_against_the_record_is_left_to_a_person() {
        var refused = refused("cccc", "bbbc");
        assertEquals(Reason.DIVERGED, refused.reason());
        assertEquals(List.of("by the record most hosts are on c, but most serve b"), refused.lines());
    }

    @Test
    void without_a_majority_there_is_no_release_to_bring_hosts_to() {
        assertEquals(
                List.of("most hosts are on no one release: 2 on b, 2 on c"),
                refused("----", "bbcc").lines());
        assertEquals(
                List.of("most hosts are on no one release: none has any"),
                refused("--", "--").lines());
    }

    @Test
    void a_release_that_another_tool_made_is_none() {
        var live = new FactsDraft().release("b", -1, GOOD).live("b").facts();
        var survey = new Survey(
                new ArrayList<>(List.of(PlanDraft.host(PlanDraft.web(1)))), Map.of(PlanDraft.web(1), live), Map.of());
        var refused = assertThrows(RefusedException.class, () -> FleetRelease.of(Map.of(), survey));
        assertEquals(Reason.PREFLIGHT, refused.reason());
        assertTrue(refused.lines().get(0).contains("another tool's"), () -> String.join("\n", refused.lines()));
    }

    @Test
    void a_host_has_it_live_or_staged_or_not_at_all() {
        var release = new FleetRelease(new ReleaseId("c"), "digest-c");
        var staged = new FactsDraft()
                .release("c", 1, GOOD)
                .release("b", 5, GOOD)
                .live("b")
                .facts();
        assertTrue(release.isLive(facts("c")));
        assertFalse(release.isLive(staged));
        assertTrue(release.isStaged(staged));
        assertFalse(release.isStaged(facts("b")));
        assertFalse(new FleetRelease(new ReleaseId("c"), "other").isLive(facts("c")));
    }

    @Test
    void its_digest_is_that_of_the_hosts_which_have_it_whole() throws RefusedException {
        assertEquals(
                "digest-c", FleetRelease.of(recorded("cc-"), serving("cc-")).digest());
    }

    @Test
    void a_release_with_two_contents_is_none() {
        var other = new FactsDraft().release("c", "another").live("c").facts();
        var survey = new Survey(
                List.of(PlanDraft.host(PlanDraft.web(1)), PlanDraft.host(PlanDraft.web(2))),
                Map.of(PlanDraft.web(1), facts("c"), PlanDraft.web(2), other),
                Map.of());
        var refused = assertThrows(RefusedException.class, () -> FleetRelease.of(recorded("cc"), survey));
        assertEquals(
                List.of("the fleet's release c is not the same on every host: [another, digest-c]"), refused.lines());
    }
}
