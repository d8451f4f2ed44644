package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.step.KeepRecord;
import dev.sluice.step.KeepRecord.Kept;
import dev.sluice.step.Lease;
import dev.sluice.step.ListRecords;
import dev.sluice.step.ListRecords.Listed;
import dev.sluice.step.ReadRecord;
import dev.sluice.step.RecordCopy;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Copies of records on a host. */
class RecordScriptTest extends ScriptTest {
    private static final String PLAN = "{\n  \"v\": 1,\n  \"text\": \"$(touch pwned) `x` \\n %41\"\n}\n";
    private static final String BEGUN = "{\"seq\":0,\"event\":{\"by\":\"'; touch pwned; '\"}}\n";
    private static final String LONGER = BEGUN + "{\"seq\":1}\n";

    private static RecordCopy copy(String journal) {
        return new RecordCopy(
                LocalSite.ROLLOUT,
                PLAN,
                journal,
                "{\"records\":" + journal.lines().count() + ",\"sig\":\"a+/=\"}");
    }

    private static Kept keep(LocalSite site, Lease lease, String journal) throws Exception {
        return new KeepRecord(lease, copy(journal), 10).on(site.session());
    }

    private static List<Listed> list(LocalSite site) throws Exception {
        return new ListRecords(site.path().toString()).on(site.session());
    }

    private static RecordCopy read(LocalSite site) throws Exception {
        return new ReadRecord(site.path().toString(), LocalSite.ROLLOUT).on(site.session());
    }

    private static Path records(LocalSite site) {
        return site.path().resolve(".sluice/rollouts");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @UnderShells
    void a_record_is_kept_for_the_deploy_user_only_and_comes_back_as_it_was(LocalShell shell) throws Exception {
        var site = site(shell);
        assertEquals(List.of(), list(site), "before the first release");
        var lease = site.lease();
        assertEquals(List.of(), list(site), "before the first copy");
        assertEquals(Kept.STORED, keep(site, lease, BEGUN));
        assertEquals(List.of(new Listed(LocalSite.ROLLOUT, PLAN.length(), BEGUN.length())), list(site));
        assertEquals(copy(BEGUN), read(site));
        assertEquals("rwx------", mode(records(site)));
        assertEquals("rwx------", mode(records(site).resolve(LocalSite.ROLLOUT)));
        assertEquals("rw-------", mode(records(site).resolve(LocalSite.ROLLOUT + "/plan.json")));
        assertEquals("rw-------", mode(records(site).resolve(LocalSite.ROLLOUT + "/journal.jsonl")));
        assertEquals("rw-------", mode(records(site).resolve(LocalSite.ROLLOUT + "/head.json")));
        assertFalse(Files.exists(Path.of("pwned")));
        try (var left = Files.list(site.path().resolve(".sluice"))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.toString().contains("work.")).toList());
        }
    }

    @UnderShells
    void a_longer_copy_takes_the_place_of_a_shorter_one_and_never_the_other_way_round(LocalShell shell)
            throws Exception {
        var site = site(shell);
        var lease = site.lease();
        assertEquals(Kept.STORED, keep(site, lease, BEGUN));
        assertEquals(Kept.STORED, keep(site, lease, LONGER));
        assertEquals(Kept.STORED, keep(site, lease, LONGER), "the same again");
        assertEquals(Kept.LONGER_THERE, keep(site, lease, BEGUN));
        assertEquals(copy(LONGER), read(site));
        assertEquals("rw-------", mode(records(site).resolve(LocalSite.ROLLOUT + "/journal.jsonl")));
    }

    @UnderShells
    void a_copy_of_an_older_sluice_has_no_head(LocalShell shell) throws Exception {
        var site = site(shell);
        keep(site, site.lease(), BEGUN);
        Files.delete(records(site).resolve(LocalSite.ROLLOUT + "/head.json"));
        assertEquals(new RecordCopy(LocalSite.ROLLOUT, PLAN, BEGUN, ""), read(site));
    }

    @UnderShells
    void another_plan_under_the_same_id_is_refused(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        keep(site, lease, BEGUN);
        var other = new RecordCopy(LocalSite.ROLLOUT, "{}\n", LONGER, "");
        var e = assertThrows(StepException.class, () -> new KeepRecord(lease, other, 10).on(site.session()));
        assertEquals(StepFailure.OTHER_RECORD, e.failure());
        assertEquals(copy(BEGUN), read(site));
    }

    @UnderShells
    void only_who_has_the_lease_keeps_a_record(LocalShell shell) throws Exception {
        var site = site(shell);
        var old = site.lease();
        keep(site, old, BEGUN);
        site.lease();
        var e = assertThrows(StepException.class, () -> keep(site, old, LONGER));
        assertEquals(StepFailure.FENCED, e.failure());
        assertEquals(copy(BEGUN), read(site));
    }

    @UnderShells
    void a_rollout_that_gave_its_lease_back_keeps_its_end_unless_somebody_came_after_it(LocalShell shell)
            throws Exception {
        var site = site(shell);
        var lease = site.lease();
        assertTrue(new ReleaseLease(lease).on(site.session()));
        assertEquals(Kept.STORED, keep(site, lease, BEGUN));
        var later = site.lease("r-00000002");
        var stranger = new Lease(lease.path(), lease.rollout(), later.token());
        var fenced = assertThrows(StepException.class, () -> keep(site, stranger, LONGER));
        assertEquals(StepFailure.FENCED, fenced.failure(), "the token of another rollout");
        assertEquals(
                "alice@build7 \"night\" shift", fenced.result().find("owner").orElseThrow());
        assertTrue(new ReleaseLease(later).on(site.session()));
        var e = assertThrows(StepException.class, () -> keep(site, lease, LONGER));
        assertEquals(StepFailure.FENCED, e.failure());
    }

    @UnderShells
    void what_arrives_damaged_is_not_kept(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        for (var damaged : Map.of("head", "plan.json", "tail", "journal.jsonl").entrySet()) {
            var poor = site(shell, tools().with(damaged.getKey(), "echo x; exec @real \"$@\""));
            var e = assertThrows(StepException.class, () -> keep(poor, lease, BEGUN));
            assertEquals(StepFailure.DAMAGED, e.failure());
            assertEquals("changed " + damaged.getValue(), e.why());
        }
        assertEquals(List.of(), list(site));
    }

    @UnderShells
    void the_newest_records_stay_and_this_one_always(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        for (int i = 1; i <= 5; i++) {
            var old = records(site).resolve("r-0000010" + i);
            Files.createDirectories(old);
            Files.setLastModifiedTime(old, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + i)));
        }
        var other = Files.createDirectory(records(site).resolve("_of-a-person"));
        Files.setLastModifiedTime(other, FileTime.from(Instant.ofEpochSecond(1_600_000_000L)));
        Files.createFile(records(site).resolve("r-file"));
        Files.createSymbolicLink(records(site).resolve("r-link"), other);
        new KeepRecord(lease, copy(BEGUN), 5).on(site.session());
        assertTrue(Files.exists(other));
        var left = list(site).stream().map(Listed::rollout).collect(Collectors.toSet());
        assertEquals(Set.of(LocalSite.ROLLOUT, "r-00000104", "r-00000105"), left);
    }

    @UnderShells
    void a_record_longer_than_one_answer_comes_back_whole(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var line = "{\"seq\":0,\"event\":{\"text\":\"" + "x\\u00fc%".repeat(1_500) + "\"}}\n";
        var journal = line.repeat(400);
        assertEquals(Kept.STORED, keep(site, lease, journal));
        assertEquals(copy(journal), read(site));
    }

    @UnderShells
    void a_record_that_is_not_there_is_said_and_no_name_leads_elsewhere(LocalShell shell) throws Exception {
        var site = site(shell);
        site.lease();
        assertEquals(
                StepFailure.NO_RECORD,
                assertThrows(StepException.class, () -> read(site)).failure());
        for (var name : List.of("..", "../..", ".", "a/b", "-rf", "a b")) {
            var e = assertThrows(
                    StepException.class, () -> new ReadRecord(site.path().toString(), name).on(site.session()));
            assertEquals(StepFailure.USAGE, e.failure(), name);
        }
    }
}
