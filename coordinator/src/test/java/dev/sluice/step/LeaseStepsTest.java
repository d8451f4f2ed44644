package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostScripts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the script {@code lock} is asked for, and what its answers are taken for. */
class LeaseStepsTest {
    private static final Lease LEASE = new Lease("/srv/shop", "r-1", 7);

    private final ScriptedSession session = new ScriptedSession();

    @Test
    void a_lease_is_taken_for_a_site_with_the_token_that_the_host_gives() throws Exception {
        session.answers(Map.of("token", "8"));
        var take = new TakeLease(
                "/srv/shop",
                "r-1",
                new LeaseOwner("anna", "c0ffee"),
                Duration.ofSeconds(60),
                new SiteIdentity("7c1f09e2", "prod", "shop", "web001").renamedFrom("test"));

        assertEquals(new Lease("/srv/shop", "r-1", 8), take.on(session));

        assertEquals(HostScripts.LOCK, session.command().script());
        assertEquals(
                Map.ofEntries(
                        Map.entry("path", "/srv/shop"),
                        Map.entry("verb", "take"),
                        Map.entry("rollout", "r-1"),
                        Map.entry("owner", "anna"),
                        Map.entry("coordinator", "c0ffee"),
                        Map.entry("ttl", "60"),
                        Map.entry("project", "7c1f09e2"),
                        Map.entry("inventory", "prod"),
                        Map.entry("former", "test"),
                        Map.entry("site", "shop"),
                        Map.entry("host", "web001")),
                session.command().values());
        assertInstanceOf(HostCommand.NoInput.class, session.command().input());
        assertEquals(Duration.ofSeconds(60), session.command().timeout());
    }

    @Test
    void a_lease_is_taken_over_from_the_token_that_the_record_knows() throws Exception {
        session.answers(Map.of("token", "8"));

        assertEquals(
                new Lease("/srv/shop", "r-1", 8),
                new TakeOverLease("/srv/shop", "r-1", new LeaseOwner("anna", "c0ffee"), Duration.ofSeconds(60), 7)
                        .on(session));

        assertEquals(
                Map.of(
                        "path", "/srv/shop",
                        "verb", "takeover",
                        "rollout", "r-1",
                        "owner", "anna",
                        "coordinator", "c0ffee",
                        "ttl", "60",
                        "known", "7"),
                session.command().values());
    }

    @Test
    void a_renewed_lease_is_the_same_lease() throws Exception {
        session.answers(Map.of());

        assertEquals(LEASE, new RenewLease(LEASE, Duration.ofSeconds(60)).on(session));

        assertEquals(values("renew", Map.of("ttl", "60")), session.command().values());
    }

    @Test
    void a_lease_that_is_held_is_the_same_lease() throws Exception {
        session.answers(Map.of());

        assertEquals(LEASE, new HoldLease(LEASE).on(session));

        assertEquals(values("hold", Map.of()), session.command().values());
    }

    @Test
    void a_changed_token_is_that_of_the_host() throws Exception {
        session.answers(Map.of("token", "9"));

        assertEquals(new Lease("/srv/shop", "r-1", 9), new ChangeToken(LEASE).on(session));

        assertEquals(values("retoken", Map.of()), session.command().values());
    }

    @Test
    void a_lease_that_is_given_back_may_have_been_somebody_elses() throws Exception {
        session.answers(Map.of("released", "yes")).answers(Map.of("released", "no"));

        assertTrue(new ReleaseLease(LEASE).on(session));
        assertFalse(new ReleaseLease(LEASE).on(session));

        assertEquals(values("release", Map.of()), session.commands.get(0).values());
    }

    @Test
    void a_lease_that_is_broken_may_have_been_another_rollouts() throws Exception {
        session.answers(Map.of("released", "yes")).answers(Map.of("released", "no"));

        assertTrue(new BreakLease("/srv/shop", "r-1").on(session));
        assertFalse(new BreakLease("/srv/shop", "r-1").on(session));

        assertEquals(
                Map.of("path", "/srv/shop", "verb", "break", "rollout", "r-1"),
                session.commands.get(0).values());
    }

    private static Map<String, String> values(String verb, Map<String, String> more) {
        var values = new java.util.HashMap<>(more);
        values.putAll(Map.of("path", "/srv/shop", "rollout", "r-1", "token", "7", "verb", verb));
        return values;
    }

    @Test
    void a_refusal_names_host_script_and_reason() {
        session.refuses("fenced", Map.of("token_now", "9"));

        var refused = assertThrows(StepException.class, () -> new HoldLease(LEASE).on(session));

        assertEquals("web001", refused.host().value());
        assertEquals("lock", refused.step());
        assertEquals(StepFailure.FENCED, refused.failure());
        assertEquals("another coordinator took over this host", refused.what());
        assertEquals("token now 9", refused.why());
        assertEquals(StepFailure.FENCED.next(), refused.next());
        assertEquals("lock: another coordinator took over this host: token now 9", refused.getMessage());
        assertEquals("fenced", refused.result().code());
    }

    @Test
    void a_refusal_without_facts_is_only_what_failed() {
        session.refuses("no-path", Map.of());

        var refused = assertThrows(StepException.class, () -> new HoldLease(LEASE).on(session));

        assertEquals("lock: the directory does not exist or cannot be entered", refused.getMessage());
    }

    private String during(HeldLease.Work<String> work) throws Exception {
        var take = new TakeLease(
                "/srv/shop",
                "r-1",
                new LeaseOwner("anna", ""),
                Duration.ofSeconds(60),
                new SiteIdentity("7c1f09e2", "prod", "shop", "web001"));
        return HeldLease.during(take, session, work);
    }

    private List<String> verbs() {
        return session.commands.stream()
                .map(command -> command.values().get("verb"))
                .toList();
    }

    @Test
    void work_under_a_lease_has_it_only_while_it_lasts() throws Exception {
        session.answers(Map.of("token", "7")).answers(Map.of("released", "yes"));

        assertEquals("/srv/shop r-1 7", during(lease -> {
            assertEquals(List.of("take"), verbs());
            return lease.path() + " " + lease.rollout() + " " + lease.token();
        }));
        assertEquals(List.of("take", "release"), verbs());
    }

    @Test
    void work_that_fails_gives_its_lease_back_too() {
        session.answers(Map.of("token", "7")).answers(Map.of("released", "yes"));

        var failure = assertThrows(
                IllegalStateException.class,
                () -> during(lease -> {
                    throw new IllegalStateException("first");
                }));

        assertEquals("first", failure.getMessage());
        assertEquals(List.of("take", "release"), verbs());
    }

    @Test
    void a_lease_that_cannot_be_given_back_hides_no_failure_of_the_work() {
        session.answers(Map.of("token", "7")).refuses("no-path", Map.of());

        var failure = assertThrows(
                IllegalStateException.class,
                () -> during(lease -> {
                    throw new IllegalStateException("first");
                }));

        assertEquals("first", failure.getMessage());
        assertInstanceOf(StepException.class, failure.getSuppressed()[0]);
    }

    @Test
    void a_coordinator_is_known_by_a_hexadecimal_id_or_by_none() {
        assertEquals("", new LeaseOwner("anna", "").coordinator());
        assertThrows(IllegalArgumentException.class, () -> new LeaseOwner("anna", "web 1"));
        assertThrows(IllegalArgumentException.class, () -> new LeaseOwner("anna", "a".repeat(65)));
    }
}
