package dev.sluice.readiness;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.step.HostFacts.Belongs;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.step.HostFacts.Link;
import dev.sluice.step.HostFacts.OddPart;
import dev.sluice.step.HostFacts.OpenDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreflightTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);
    private static final long MEGABYTE = 1L << 20;
    private static final Optional<String> PROJECT = Optional.of("7c1f09e2");
    private static final FleetName FLEET = new FleetName("prod", "shop", PROJECT);

    private static Map<HostName, Failure> failures(Consumer<FactsDraft> change) {
        var draft = new FactsDraft();
        change.accept(draft);
        var survey = new Survey(List.of(PlanDraft.host(WEB1)), Map.of(WEB1, draft.facts()), Map.of());
        return new Preflight(FLEET, 50 * MEGABYTE).failures(survey);
    }

    private static Arguments fine(String what, Consumer<FactsDraft> change) {
        return Arguments.of(what, change);
    }

    static Stream<Arguments> fine() {
        return Stream.of(
                fine("a host as it should be", draft -> {}),
                fine("a host that never had a release", draft -> draft.link = Link.ABSENT),
                fine("a directory that was never used", draft -> draft.belongs = Optional.empty()),
                fine(
                        "a file system that does not say how much is free",
                        draft -> draft.freeBytes = OptionalLong.empty()),
                fine("just enough room", draft -> draft.freeBytes = OptionalLong.of(150 * MEGABYTE)),
                fine("a lease that ran out", draft -> draft.lease = lease(61, 60)),
                fine(
                        "a directory of the project",
                        draft -> draft.belongs = Optional.of(new Belongs("prod", "shop", PROJECT))),
                fine(
                        "a directory of the project whose site was renamed",
                        draft -> draft.belongs = Optional.of(new Belongs("prod", "blog", PROJECT))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fine")
    void a_rollout_can_begin_on(String what, Consumer<FactsDraft> change) {
        assertEquals(Map.of(), failures(change), what);
    }

    private static Optional<LeaseFacts> lease(int age, int ttl) {
        return Optional.of(
                new LeaseFacts("r-00000001", 7, HostText.of("bert"), Duration.ofSeconds(age), Duration.ofSeconds(ttl)));
    }

    private static Arguments refused(String expected, Consumer<FactsDraft> change) {
        return Arguments.of(expected, change);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(
                        "current is a directory, not a link: only a link can be replaced atomically",
                        draft -> draft.link = Link.DIRECTORY),
                refused(
                        "current is a file, not a link: only a link can be replaced atomically",
                        draft -> draft.link = Link.FILE),
                refused("current leads nowhere: it is a link to 'releases/b'", draft -> draft.link = Link.DANGLING),
                refused(
                        "deploy may not write /srv/shop: another account owns it, or it is mounted read-only",
                        draft -> draft.unwritable = Optional.of("/srv/shop")),
                refused(
                        "shared files are missing: .env, auth.json",
                        draft -> draft.missing = List.of(".env", "auth.json")),
                refused(
                        "the site spreads over 2 file systems: a rename is atomic on one only",
                        draft -> draft.fileSystems = 2),
                refused(
                        "the directory belongs to staging/shop: this is prod/shop",
                        draft -> draft.belongs = Optional.of(new Belongs("staging", "shop"))),
                refused(
                        "the directory belongs to prod/blog: this is prod/shop",
                        draft -> draft.belongs = Optional.of(new Belongs("prod", "blog"))),
                refused(
                        "the directory belongs to prod/shop of project 0badcafe: this is prod/shop of project 7c1f09e2",
                        draft -> draft.belongs = Optional.of(new Belongs("prod", "shop", Optional.of("0badcafe")))),
                refused(
                        "the directory belongs to inventory staging of this project: this is prod/shop",
                        draft -> draft.belongs = Optional.of(new Belongs("staging", "shop", PROJECT))),
                refused(
                        "no room for the release: 149 MB are free, 150 MB are needed",
                        draft -> draft.freeBytes = OptionalLong.of(150 * MEGABYTE - 1)),
                refused("held by rollout r-00000001: of bert, renewed 60 s ago", draft -> draft.lease = lease(60, 60)),
                refused(
                        "held by rollout r-00000001: of bert, waiting since 90000 s",
                        draft -> draft.lease = lease(90_000, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_rollout_is_refused_and_says_what_to_do(String expected, Consumer<FactsDraft> change) {
        var failure = failures(change).get(WEB1);

        assertEquals(expected, failure == null ? "nothing" : failure.summary());
        assertFalse(failure == null || failure.next().isEmpty());
    }

    @Test
    void everything_that_a_host_lacks_is_reported_at_once() {
        var failure = failures(draft -> {
                    draft.unwritable = Optional.of("/srv");
                    draft.missing = List.of(".env");
                })
                .get(WEB1);

        assertEquals(
                "the site's directory /srv/shop does not exist, and deploy may not create it: /srv belongs to another"
                        + " account, or is mounted read-only; create it on the host: sudo install -d -o deploy /srv/shop;"
                        + " besides, shared files are missing: .env; put them into /srv/shop/shared/ on the host,"
                        + " readable for PHP",
                failure == null ? "nothing" : failure.summary() + "; " + failure.next());
    }

    @Test
    void only_a_lease_of_somebody_else_counts_as_locked() {
        assertEquals(
                List.of(Kind.LOCKED, Kind.UNEXPECTED),
                List.of(
                        requireNonNull(failures(draft -> draft.lease = lease(1, 60))
                                        .get(WEB1))
                                .kind(),
                        requireNonNull(failures(draft -> draft.link = Link.FILE).get(WEB1))
                                .kind()));
    }

    @Test
    void a_rollback_brings_nothing_and_needs_no_room() {
        var full = new FactsDraft();
        full.freeBytes = OptionalLong.of(0);
        var survey = new Survey(List.of(PlanDraft.host(WEB1)), Map.of(WEB1, full.facts()), Map.of());

        assertEquals(Map.of(), new Preflight(FLEET, 0).failures(survey));
    }

    @Test
    void two_names_for_one_directory_are_refused_by_the_later_name() {
        var hosts = List.of(PlanDraft.host(WEB2), PlanDraft.host(WEB1));
        var same = new FactsDraft().facts();

        var failures = new Preflight(FLEET, 0).failures(new Survey(hosts, Map.of(WEB1, same, WEB2, same), Map.of()));

        assertEquals(Set.of(WEB1), failures.keySet());
        assertEquals(
                "it is the same directory of the same host as web002: both names lead to one place",
                requireNonNull(failures.get(WEB1)).summary());
    }

    @Test
    void hosts_that_never_were_used_are_not_the_same_host() {
        var fresh = new FactsDraft();
        fresh.id = Optional.empty();
        var hosts = List.of(PlanDraft.host(WEB1), PlanDraft.host(WEB2));

        var survey = new Survey(hosts, Map.of(WEB1, fresh.facts(), WEB2, fresh.facts()), Map.of());

        assertEquals(Map.of(), new Preflight(FLEET, 0).failures(survey));
    }

    @Test
    void a_host_that_gave_no_answer_is_refused_with_its_own_words() {
        var gone = new Failure(Kind.UNREACHABLE, "preflight", "no answer", "timed out", "look at the network");

        var failures = new Preflight(FLEET, 0)
                .failures(new Survey(List.of(PlanDraft.host(WEB1)), Map.of(), Map.of(WEB1, gone)));

        assertEquals(Map.of(WEB1, gone), failures);
    }

    @Test
    void failures_of_the_same_words_are_told_together_in_the_order_of_names() {
        var gone = new Failure(Kind.UNREACHABLE, "preflight", "no answer", "timed out", "look at the network");
        var full = new Failure(Kind.UNEXPECTED, "preflight", "no room", "", "free space");

        var survey = new Survey(
                List.of(), Map.of(), Map.of(WEB2, gone, PlanDraft.web(3), full, WEB1, gone, PlanDraft.web(4), gone));

        assertEquals(
                List.of(
                        "web001, web002, web004: no answer: timed out; look at the network",
                        "web003: no room; free space"),
                survey.grouped());
    }

    /** One judgement: a release refuses what the doctor calls a problem, in the same words. */
    @ParameterizedTest
    @CsvSource({
        "/var/www/shop-v1, leads elsewhere than to a directory in releases/, move that directory into releases/",
        "../elsewhere, leads elsewhere than to a directory in releases/, move that directory into releases/",
        "releases/46/public, leads into a release, set release.docroot to public",
        "/srv/shop/releases/46/web/html/, leads into a release, set release.docroot to web/html",
    })
    void a_link_that_leads_to_no_release_is_refused_with_the_remedy(String target, String what, String next) {
        var failure = requireNonNull(failures(draft -> {
                    draft.target = target;
                    draft.live = Optional.empty();
                })
                .get(WEB1));
        assertTrue(failure.what().contains(what), failure::toString);
        assertTrue(failure.why().contains(target), failure::toString);
        assertTrue(failure.next().contains(next), failure::toString);
    }

    @Test
    void releases_on_another_disk_by_a_link_are_refused() {
        var link = new OddPart(HostText.of("/srv/shop/releases"), OddPart.Found.LINK, HostText.of("/mnt/big/releases"));
        var failure =
                requireNonNull(failures(draft -> draft.oddParts = List.of(link)).get(WEB1));
        assertEquals("releases is a link", failure.what());
        assertTrue(failure.why().contains("/mnt/big/releases"), failure::toString);
        assertTrue(failure.next().contains("set path"), failure::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "DANGLING, /mnt/away, /srv/shop/shared leads nowhere, a link to '/mnt/away', mount what it leads to",
        "FOREIGN, /home/x, /srv/shop/shared is a link of another account, that account can change it, chown -h",
        "FOREIGN, '', /srv/shop/shared belongs to another account, replace what Sluice keeps there, chown -R",
        "FILE, '', /srv/shop/shared is a file, needs a directory there, move it away",
        "SPECIAL, '', '/srv/shop/shared is a FIFO, socket or device', needs a directory there, correct path in the inventory",
    })
    void a_part_of_the_layout_that_is_no_directory_is_refused(
            OddPart.Found found, String leads, String what, String why, String next) {
        var part = new OddPart(HostText.of("/srv/shop/shared"), found, HostText.of(leads));
        var failure =
                requireNonNull(failures(draft -> draft.oddParts = List.of(part)).get(WEB1));
        assertEquals(what, failure.what());
        assertTrue(failure.why().contains(why), failure::toString);
        assertTrue(failure.next().contains(next), failure::toString);
    }

    @Test
    void a_lock_that_a_person_made_is_called_by_its_own_name() {
        var lock = new LeaseFacts("lock-00000001", 7, HostText.of("bert"), Duration.ofSeconds(9), Duration.ZERO);

        assertEquals(
                "held by lock-00000001: of bert, waiting since 9 s",
                requireNonNull(failures(draft -> draft.lease = Optional.of(lock))
                                .get(WEB1))
                        .summary());
    }

    @Test
    void what_blocks_only_a_release_is_reported_where_nothing_else_is() {
        var open = Optional.of(new OpenDirectory(HostText.of("/srv/shop/current/public"), HostText.of("www-data")));
        var onlyOpen = new FactsDraft();
        onlyOpen.open = open;
        var both = new FactsDraft();
        both.open = open;
        both.id = Optional.of("id-2");
        both.fileSystems = 2;
        var survey = new Survey(
                List.of(PlanDraft.host(WEB1), PlanDraft.host(WEB2)),
                Map.of(WEB1, onlyOpen.facts(), WEB2, both.facts()),
                Map.of());

        var failures = new Preflight(FLEET, 0).releaseFailures(survey);

        assertTrue(requireNonNull(failures.get(WEB1)).what().contains("another account may write"));
        assertEquals(
                "the site spreads over 2 file systems",
                requireNonNull(failures.get(WEB2)).what());
    }

    @Test
    void only_hosts_that_are_all_locked_are_refused_as_locked() {
        var locked = new Failure(Kind.LOCKED, "preflight", "held by r-1", "of bert", "wait for it");
        var full = new Failure(Kind.UNEXPECTED, "preflight", "no room", "", "free space");

        assertDoesNotThrow(() -> Preflight.refuse(Map.of()));
        var one = assertThrows(RefusedException.class, () -> Preflight.refuse(Map.of(WEB1, locked)));
        var both = assertThrows(RefusedException.class, () -> Preflight.refuse(Map.of(WEB1, locked, WEB2, full)));

        assertEquals(Reason.LOCKED, one.reason());
        assertEquals("1 host is not ready; nothing was changed", one.next());
        assertEquals(List.of("web001: held by r-1: of bert; wait for it"), one.lines());
        assertEquals(Reason.PREFLIGHT, both.reason());
        assertEquals("2 hosts are not ready; nothing was changed", both.next());
    }
}
