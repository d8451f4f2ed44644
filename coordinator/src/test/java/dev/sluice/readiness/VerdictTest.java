package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.OutdatedScripts.Some;
import dev.sluice.endpoint.ServedRelease;
import dev.sluice.step.HostFacts.Link;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final VisitDraft host = new VisitDraft();

    @Test
    void workers_that_all_see_the_live_release_need_nothing() {
        var verdict = Verdict.of(host.facts(), List.of(host.state(1, "b", "b", "b"), host.state(2, "b", "b", "b")), "");

        assertEquals("current names b, and 2 workers serve it by every way that code is found", verdict.why());
        assertEquals("nothing to do", verdict.remedy());
    }

    @Test
    void files_that_changed_since_they_were_compiled_want_a_refresh() {
        host.outdated = new OutdatedScripts(new Some(1, List.of("shared/wp-config.php")), new Some(0, List.of()));
        var verdict = Verdict.of(host.facts(), List.of(host.state(1, "b", "b", "b")), "");

        assertTrue(
                verdict.why().endsWith("but PHP runs files as they were before they changed: shared/wp-config.php"),
                verdict.why());
        assertTrue(verdict.remedy().startsWith("sluice refresh"), verdict.remedy());
    }

    @Test
    void files_that_were_written_later_want_one_only_if_a_person_wrote_them() {
        host.outdated = new OutdatedScripts(new Some(0, List.of()), new Some(1, List.of("shared/cache.php")));
        var verdict = Verdict.of(host.facts(), List.of(host.state(1, "b", "b", "b")), "");

        assertEquals("nothing to do; if shared/cache.php was edited by hand: sluice refresh", verdict.remedy());
    }

    @Test
    void a_link_that_was_moved_by_hand_leaves_the_old_code_in_the_cache() {
        var verdict = Verdict.of(host.facts(), List.of(host.state(1, "a", "a", "a")), "");

        assertTrue(verdict.why().contains("OPcache holds the code of a for 1 worker"), verdict.why());
    }

    @Test
    void a_realpath_cache_is_told_from_opcache() {
        var verdict = Verdict.of(host.facts(), List.of(host.state(1, "b", "a", "a")), "");

        assertTrue(verdict.why().contains("realpath caches still hold the old link"), verdict.why());
        assertTrue(verdict.remedy().contains("realpath_cache_ttl"), verdict.remedy());
    }

    @Test
    void a_pending_restart_is_the_reason_before_all_others() {
        host.restarts = new OpcacheRestarts(1, 0, true, false, 0, 0, 0);
        var verdict = Verdict.of(host.facts(), List.of(host.state(1, "a", "a", "a")), "");

        assertTrue(verdict.why().contains("waits for a request that does not end"), verdict.why());
    }

    @Test
    void an_endpoint_that_is_silent_leaves_it_open_and_says_so() {
        var verdict = Verdict.of(host.facts(), List.of(), "it answered 404");

        assertEquals("current names b; what PHP serves is not known: it answered 404", verdict.why());
    }

    @Test
    void without_a_release_there_is_nothing_to_serve() {
        host.link = Link.DANGLING;
        host.live = Optional.empty();

        assertEquals(
                "current is dangling and leads to no release",
                Verdict.of(host.facts(), List.of(), "").why());
    }

    @Test
    void two_masters_of_php_have_two_caches_and_a_reset_reaches_one() {
        var stale = host.state(1, 10, new ServedRelease("a", "a", "a"));
        var fresh = host.state(2, 11, new ServedRelease("b", "b", "b"));

        var verdict = Verdict.of(host.facts(), List.of(stale, fresh), "");

        assertEquals(
                "the site is answered by 2 masters of PHP, each with a cache of its own, and a reset reached one",
                verdict.why());
    }

    @Test
    void one_worker_is_one_however_often_it_answered() {
        var verdict = Verdict.of(host.facts(), List.of(host.state(1, "b", "b", "b"), host.state(1, "b", "b", "b")), "");

        assertEquals("current names b, and 1 worker serve it by every way that code is found", verdict.why());
    }

    @Test
    void the_releases_that_are_served_instead_are_named_once_and_without_the_live_one() {
        var verdict = Verdict.of(host.facts(), List.of(host.state(1, "a", "b", ""), host.state(2, "a", "c", "a")), "");

        assertEquals(
                "current names b, but OPcache holds the code of a, c, no release for 2 workers: the link was moved"
                        + " without dropping it",
                verdict.why());
    }

    @Test
    void a_release_that_is_not_served_is_worse_than_files_that_changed() {
        host.outdated = new OutdatedScripts(new Some(1, List.of("shared/wp-config.php")), new Some(0, List.of()));
        var verdict = Verdict.of(host.facts(), List.of(host.state(1, "a", "a", "a")), "");

        assertTrue(verdict.why().startsWith("current names b, but OPcache holds the code of a"), verdict.why());
    }
}
