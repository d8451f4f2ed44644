package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.host.HostScripts;
import dev.sluice.step.BreakLease;
import dev.sluice.step.ChangeToken;
import dev.sluice.step.HoldLease;
import dev.sluice.step.KeepRecord;
import dev.sluice.step.Lease;
import dev.sluice.step.LeaseOwner;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.RecordCopy;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.RenewLease;
import dev.sluice.step.SiteIdentity;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.TakeLease;
import dev.sluice.step.TakeOverLease;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class LeaseScriptTest extends ScriptTest {
    @UnderShells
    void the_first_lease_makes_the_layout(LocalShell shell) throws Exception {
        var site = site(shell);
        assertEquals(1, site.lease().token());
        assertTrue(Files.isDirectory(site.path().resolve("releases")));
        assertTrue(Files.isDirectory(site.path().resolve("shared")));
        assertEquals(
                "rwx--x--x",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(site.path().resolve(".sluice"))));
        var host = Files.readString(site.path().resolve(".sluice/host.json"));
        assertTrue(
                host.matches(
                        "\\{\"v\":1,\"id\":\"[0-9a-f]{32}\",\"host\":\"web01\",\"inventory\":\"prod\",\"site\":\"shop\"}\n"),
                host);
        var facts = site.facts();
        assertEquals(
                HostText.of("alice@build7 \"night\" shift"),
                facts.lease().orElseThrow().owner());
        assertEquals("shop", facts.machine().belongsTo().orElseThrow().site());
    }

    @UnderShells
    void the_same_rollout_gets_a_new_token_and_the_old_one_is_fenced(LocalShell shell) throws Exception {
        var site = site(shell);
        var old = site.lease();
        var lease = site.lease();
        assertEquals(old.token() + 1, lease.token());
        var e = assertThrows(
                StepException.class, () -> new MarkRelease(old, "r1", ReleaseMark.GOOD, "alice").on(site.session()));
        assertEquals(StepFailure.FENCED, e.failure());
        assertEquals("2", e.result().find("fence").orElseThrow());
        assertEquals(ReleaseMark.GOOD, new MarkRelease(lease, "r1", ReleaseMark.GOOD, "alice").on(site.session()));
    }

    @UnderShells
    void another_rollout_is_told_who_holds_the_host(LocalShell shell) throws Exception {
        var site = site(shell);
        site.lease();
        var e = assertThrows(StepException.class, () -> site.lease("r-00000002"));
        assertEquals(StepFailure.HELD, e.failure());
        assertEquals(LocalSite.ROLLOUT, e.result().find("rollout").orElseThrow());
        assertEquals("alice@build7 \"night\" shift", e.result().find("owner").orElseThrow());
        assertEquals("120", e.result().find("ttl").orElseThrow());
    }

    @UnderShells
    void a_lease_that_ran_out_is_taken_and_a_held_one_never_runs_out(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        age(site);
        assertFalse(site.facts().lease().orElseThrow().alive());
        assertEquals(2, site.lease("r-00000002").token());
        assertThrows(StepException.class, () -> new RenewLease(lease, Duration.ofMinutes(1)).on(site.session()));

        var newer = site.lease("r-00000002");
        new HoldLease(newer).on(site.session());
        age(site);
        assertThrows(StepException.class, site::lease);
        new RenewLease(newer, Duration.ofMinutes(3)).on(site.session());
        assertEquals(Duration.ZERO, site.facts().lease().orElseThrow().ttl(), "a renewal that comes late ends no hold");
    }

    @UnderShells
    void a_renewal_is_for_as_long_as_it_says(LocalShell shell) throws Exception {
        var site = site(shell);
        new RenewLease(site.lease(), Duration.ofMinutes(3)).on(site.session());
        assertEquals(Duration.ofMinutes(3), site.facts().lease().orElseThrow().ttl());
    }

    @UnderShells
    void with_a_new_token_the_lease_is_the_same_and_what_has_the_old_one_is_fenced(LocalShell shell) throws Exception {
        var site = site(shell);
        var old = site.lease();
        var before = site.facts().lease().orElseThrow();

        var lease = new ChangeToken(old).on(site.session());

        assertEquals(old.token() + 1, lease.token());
        assertEquals(before.owner(), site.facts().lease().orElseThrow().owner());
        assertEquals(before.ttl(), site.facts().lease().orElseThrow().ttl());
        for (var late : List.of(new HoldLease(old), new ChangeToken(old), new RenewLease(old, Duration.ofMinutes(1)))) {
            var e = assertThrows(StepException.class, () -> late.on(site.session()));
            assertEquals(StepFailure.FENCED, e.failure());
        }
        new HoldLease(lease).on(site.session());
        assertEquals(Duration.ZERO, site.facts().lease().orElseThrow().ttl());
    }

    @UnderShells
    void nobody_gets_a_new_token_for_a_lease_that_a_person_broke(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        new BreakLease(lease.path(), LocalSite.ROLLOUT).on(site.session());
        assertThrows(StepException.class, () -> new ChangeToken(lease).on(site.session()));
        assertTrue(site.facts().lease().isEmpty());
    }

    @UnderShells
    void only_the_owner_releases_and_a_person_breaks_only_the_lease_that_was_named(LocalShell shell) throws Exception {
        var site = site(shell);
        var old = site.lease();
        var lease = site.lease();
        assertFalse(new ReleaseLease(old).on(site.session()));
        assertFalse(new BreakLease(lease.path(), "r-00000002").on(site.session()));
        assertTrue(new BreakLease(lease.path(), LocalSite.ROLLOUT).on(site.session()));
        assertEquals(lease.token() + 1, site.facts().fence());
        assertThrows(StepException.class, () -> new HoldLease(lease).on(site.session()));
        assertTrue(new ReleaseLease(site.lease("r-00000002")).on(site.session()));
        assertTrue(site.facts().lease().isEmpty());
        var values = Map.of("path", lease.path(), "docroot", "", "shared_files", "", "shared_directories", "");
        assertEquals(
                "0", run(site, HostScripts.INSPECT, values).find("lease_age").orElseThrow());
    }

    @UnderShells
    void of_many_that_want_the_lease_at_once_one_gets_it(LocalShell shell) throws Exception {
        var site = site(shell);
        int contenders = 6;
        var start = new CyclicBarrier(contenders);
        var pool = Executors.newFixedThreadPool(contenders);
        var tries = new ArrayList<Future<Boolean>>();
        for (int i = 0; i < contenders; i++) {
            var rollout = "r-1000000" + i;
            Callable<Boolean> one = () -> {
                start.await();
                try {
                    site.lease(rollout);
                    return true;
                } catch (StepException e) {
                    assertEquals(StepFailure.HELD, e.failure(), e.getMessage());
                    return false;
                }
            };
            tries.add(pool.submit(one));
        }
        int winners = 0;
        for (var one : tries) {
            winners += one.get() ? 1 : 0;
        }
        pool.shutdown();
        assertEquals(1, winners);
        assertEquals(1, site.facts().fence());
    }

    @UnderShells
    void of_two_that_go_on_with_one_record_the_first_gets_the_lease(LocalShell shell) throws Exception {
        var site = site(shell);
        var held = new HoldLease(site.lease()).on(site.session());
        var again = new TakeOverLease(
                held.path(), held.rollout(), new LeaseOwner("bob", ""), Duration.ofMinutes(1), held.token());
        var other = new TakeOverLease(
                held.path(), "r-00000002", new LeaseOwner("bob", ""), Duration.ofMinutes(1), held.token());
        assertEquals(
                StepFailure.HELD,
                assertThrows(StepException.class, () -> other.on(site.session()))
                        .failure());
        assertEquals(held.token() + 1, again.on(site.session()).token());
        var e = assertThrows(StepException.class, () -> again.on(site.session()));
        assertEquals(StepFailure.HELD, e.failure());
        assertEquals("bob", e.result().find("owner").orElseThrow());
        age(site);
        assertEquals(held.token() + 2, again.on(site.session()).token(), "a lease that ran out is nobody's");
    }

    @UnderShells
    void a_coordinator_knows_the_lease_again_that_its_ended_process_took(LocalShell shell) throws Exception {
        var site = site(shell);
        var held = new HoldLease(site.lease()).on(site.session());
        var ours = over(held, new LeaseOwner("bob", "c0ffee"));
        assertEquals(held.token() + 1, ours.on(site.session()).token());
        assertEquals(held.token() + 2, ours.on(site.session()).token(), "its record ends before the token");
        for (var another : List.of(new LeaseOwner("bob", "decade"), new LeaseOwner("bob", ""))) {
            var e = assertThrows(StepException.class, () -> over(held, another).on(site.session()));
            assertEquals(StepFailure.HELD, e.failure());
        }
        new RenewLease(new Lease(held.path(), held.rollout(), held.token() + 2), Duration.ofMinutes(1))
                .on(site.session());
        assertEquals(held.token() + 3, ours.on(site.session()).token(), "renewed, it is still ours");
    }

    private static TakeOverLease over(Lease lease, LeaseOwner owner) {
        return new TakeOverLease(lease.path(), lease.rollout(), owner, Duration.ofMinutes(1), lease.token());
    }

    @UnderShells
    void the_token_of_one_rollout_is_of_no_use_to_another(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var other = new Lease(lease.path(), "r-00000002", lease.token());
        var e = assertThrows(StepException.class, () -> new HoldLease(other).on(site.session()));
        assertEquals(StepFailure.FENCED, e.failure());
        assertEquals(LocalSite.ROLLOUT, e.result().find("lease").orElseThrow());
        assertEquals("alice@build7 \"night\" shift", e.result().find("owner").orElseThrow());
        assertFalse(new ReleaseLease(other).on(site.session()));
        assertEquals(Duration.ofMinutes(2), site.facts().lease().orElseThrow().ttl());
    }

    @UnderShells
    void a_lease_lasts_to_the_second_and_a_clock_that_was_set_back_makes_it_no_younger_than_new(LocalShell shell)
            throws Exception {
        at(shell, 1000).lease();
        assertThrows(StepException.class, () -> at(shell, 1120).lease("r-00000002"));
        assertTrue(at(shell, 1120).facts().lease().orElseThrow().alive());
        assertEquals(
                Duration.ofSeconds(1),
                at(shell, 1001).facts().lease().orElseThrow().age());
        assertEquals(Duration.ZERO, at(shell, 999).facts().lease().orElseThrow().age());
        assertEquals(2, at(shell, 1121).lease("r-00000002").token());
    }

    private LocalSite at(LocalShell shell, long second) {
        return site(shell, tools().with("date", "echo " + second));
    }

    @UnderShells
    void where_no_site_is_there_is_no_lease_to_act_under(LocalShell shell) throws Exception {
        var site = site(shell);
        Files.createDirectories(site.path());
        var lease = new Lease(site.path().toString(), LocalSite.ROLLOUT, 1);
        var over =
                new TakeOverLease(lease.path(), lease.rollout(), new LeaseOwner("bob", ""), Duration.ofMinutes(1), 1);
        var copy = new RecordCopy(lease.rollout(), "{}\n", "{}\n", "");
        for (var step : List.of(new HoldLease(lease), over, new KeepRecord(lease, copy, 2))) {
            var e = assertThrows(StepException.class, () -> step.on(site.session()));
            assertEquals(StepFailure.FENCED, e.failure(), step::toString);
            assertEquals("0", e.result().find("fence").orElseThrow());
        }
        assertFalse(new ReleaseLease(lease).on(site.session()));
        assertFalse(new BreakLease(lease.path(), lease.rollout()).on(site.session()));
        try (var left = Files.list(site.path())) {
            assertEquals(0, left.count());
        }
    }

    @UnderShells
    void a_fence_or_a_lease_that_cannot_be_read_lets_nobody_in(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var file = site.path().resolve(".sluice/lease");
        for (var text : List.of("ttl=x\n", "at=x\n")) {
            Files.writeString(file, text);
            assertDamaged(site, ".sluice/lease");
        }
        Files.writeString(file, "rollout=r-00000001\ntoken=1\nttl=9\nat=1000\nlater=9000000000\n");
        site.lease("r-00000002"); // what an unknown name has is not taken for another value
        Files.delete(file);
        for (var text : List.of("x\n", "\n", "")) {
            Files.writeString(site.path().resolve(".sluice/fence"), text);
            assertDamaged(site, ".sluice/fence");
        }
        Files.delete(site.path().resolve(".sluice/fence"));
        assertEquals(lease.token(), site.lease().token());
    }

    private static void assertDamaged(LocalSite site, String file) {
        var e = assertThrows(StepException.class, site::lease);
        assertEquals(StepFailure.DAMAGED_STATE, e.failure());
        assertEquals(file, e.result().find("file").orElseThrow());
    }

    @UnderShells
    void a_site_whose_name_no_file_could_hold_is_refused(LocalShell shell) throws Exception {
        var site = site(shell);
        for (var odd : List.of(
                new SiteIdentity("a\nb", "shop", "web01"),
                new SiteIdentity("prod", "a\tb", "web01"),
                new SiteIdentity("prod", "shop", "\u0001"))) {
            var take = new TakeLease(
                    site.path().toString(), LocalSite.ROLLOUT, new LeaseOwner("bob", ""), Duration.ofMinutes(1), odd);
            var e = assertThrows(StepException.class, () -> take.on(site.session()));
            assertEquals(StepFailure.USAGE, e.failure());
        }
        assertFalse(Files.exists(site.path().resolve(".sluice/host.json")));
        Files.createFile(site.path().resolve(".sluice/host.json"));
        site.lease();
        assertEquals("prod", site.facts().machine().belongsTo().orElseThrow().inventory());
    }

    private static void age(LocalSite site) throws Exception {
        var file = site.path().resolve(".sluice/lease");
        Files.writeString(file, Files.readString(file).replaceFirst("at=\\d+", "at=1000"));
    }
}
