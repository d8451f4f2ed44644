package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.Provenance;
import dev.sluice.engine.RolloutListener;
import dev.sluice.host.Timekeeper;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.Notice;
import dev.sluice.operation.PauseScheduleOperation;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.Proposal;
import dev.sluice.operation.ReleaseOperation;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.ScheduleConditions;
import dev.sluice.operation.ScheduleOperation;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.Waiver;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two weeks of nights on a real fleet in this process, by a clock that the test sets: what started, what did not, and why. */
class WeekTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final SetTime time = new SetTime();
    private final List<Notice> notices = new ArrayList<>();
    private DemoProject files;
    private Coordinator coordinator;
    private Path builds;

    /** A clock that moves by what is waited, and at once. */
    private static final class SetTime implements Timekeeper {
        private final TreeMap<Instant, Runnable> events = new TreeMap<>();
        private Instant now = at("2026-11-30T12:00");
        private Duration waited = Duration.ZERO;

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public synchronized Duration elapsed() {
            return waited.plusNanos(System.nanoTime());
        }

        @Override
        public synchronized void pause(Duration duration) {
            waited = waited.plus(duration);
            set(now.plus(duration));
        }

        synchronized void set(Instant moment) {
            now = moment;
            var due = new TreeMap<>(events.headMap(moment, true));
            events.keySet().removeAll(due.keySet());
            due.values().forEach(Runnable::run);
        }
    }

    private static final class Silent implements Front {
        @Override
        public void approve(Proposal proposal) {}

        @Override
        public RolloutListener listen(RolloutPlan plan) {
            return (seq, event, state) -> {};
        }

        @Override
        public void note(String note) {}
    }

    @BeforeEach
    void fleet() throws IOException {
        files = DemoProject.of(1);
        builds = Files.createDirectory(files.directory().resolve("builds"));
        var playbook = Files.readString(files.playbook());
        // The hosts have the clock of this machine, and refuse requests of another time.
        playbook = playbook.substring(0, playbook.indexOf("opcache:")) + "opcache: { endpoint: none, method: none }\n"
                + playbook.substring(playbook.indexOf("health:"))
                        .replace(
                                "health:\n",
                                "health:\n  - { name: smoke test, run: test ! -e " + site() + "/current/broken }\n");
        Files.writeString(files.playbook(), playbook + """
                window:
                  zone: Europe/Berlin
                  open: [{ days: mon-thu, from: "22:00", to: "02:00" }]
                  blackout: [{ from: 2026-12-09, to: 2026-12-09, reason: audit }]
                schedule:
                  - { name: nightly, cron: "30 22 * * mon-thu", check: "17:00", stage: 45m, artifact: { newest: "%s/*", digest: optional } }
                  - { name: twin, cron: "30 22 3 12 *", artifact: { newest: "%s/*", digest: optional } }
                """.formatted(builds, builds));
        coordinator = new Coordinator(new Settings(files.state(), Map.of(), "test", Optional.empty()), time);
    }

    /** The site's directory on the host. */
    private String site() throws IOException {
        var text = Files.readString(files.inventory());
        int from = text.indexOf("path: '") + "path: '".length();
        return text.substring(from, text.indexOf('\'', from)).replace("{host}", "web01");
    }

    @AfterEach
    void end() {
        coordinator.close();
        files.close();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private interface Work<T> {
        T on(Fleet fleet) throws Exception;
    }

    private <T> T with(Work<T> work) throws Exception {
        try (var fleet = coordinator.fleet(Project.read(files.inventory(), files.playbook()), Scope.ALL)) {
            return work.on(fleet);
        }
    }

    /** What a line of cron, or a daemon that is woken, does at that time. */
    private List<RolloutResult> run(String local) throws Exception {
        time.set(at(local));
        return with(fleet -> new ScheduleOperation(fleet, new Silent(), ScheduleConditions.of(notices::add)).run());
    }

    private Path build(Path directory, String name, String local) {
        var content = files.artifact();
        try (var all = Files.walk(content)) {
            var target = directory.resolve(name);
            for (var file : all.toList()) {
                Files.copy(file, target.resolve(content.relativize(file).toString()));
            }
            Files.writeString(target.resolve("build.txt"), name);
            touch(target, local);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void touch(Path build, String local) throws IOException {
        Files.setLastModifiedTime(build, FileTime.from(at(local)));
    }

    private List<String> rows() throws Exception {
        return with(fleet -> ScheduleRows.of(fleet.schedules().read(fleet.name())).all().stream()
                .map(row -> row.occurrence().schedule() + " " + row.occurrence().local() + " " + row.state() + " "
                        + row.words())
                .toList());
    }

    private String last() throws Exception {
        var rows = rows();
        return rows.get(rows.size() - 1);
    }

    private void assertLast(String start, String words) throws Exception {
        assertTrue(last().startsWith(start) && last().contains(words), last());
    }

    private long count(Notice.Kind kind) {
        return notices.stream().filter(notice -> notice.kind() == kind).count();
    }

    @Test
    void each_night_has_one_row_and_it_is_known_why() throws Exception {
        run("2026-11-30T12:00");
        assertEquals(List.of(), run("2026-11-30T17:00"));
        assertEquals(0, count(Notice.Kind.PROBLEMS));
        lateBuild();
        hotfixAfterTheBuild();
        reverted();
        revertedAndStillTheNewest();
        processThatWasDown();
        run("2026-12-09T22:30");
        assertLast("nightly 2026-12-09T22:30 SKIPPED", "audit");
        with(fleet -> {
            new PauseScheduleOperation(fleet).pause("nightly", Optional.of(at("2026-12-11T08:00")), "holiday");
            return 0;
        });
        run("2026-12-10T22:30");
        assertLast("nightly 2026-12-10T22:30 SKIPPED", "holiday");
        assertEquals(9, rows().size(), () -> String.valueOf(notices));
        assertEquals(3, count(Notice.Kind.STARTED));
        assertEquals(3, count(Notice.Kind.ENDED));
        assertEquals(5, count(Notice.Kind.SKIPPED));
        assertEquals(1, count(Notice.Kind.MISSED));
    }

    private void lateBuild() throws Exception {
        time.events.put(at("2026-11-30T22:50"), () -> build(builds, "monday", "2026-11-30T22:50"));
        assertInstanceOf(RolloutResult.Ran.class, run("2026-11-30T22:30").get(0));
        assertLast("nightly 2026-11-30T22:30 STARTED", "succeeded");
        assertTrue(files.live("web01").startsWith("20261130-2150"), files.live("web01"));
    }

    private void hotfixAfterTheBuild() throws Exception {
        build(builds, "tuesday", "2026-12-01T13:00");
        time.set(at("2026-12-01T14:00"));
        var hotfix = build(Files.createDirectory(files.directory().resolve("hotfix")), "fix", "2026-12-01T13:50");
        var order = new ReleaseOrder(
                Optional.of(hotfix),
                Provenance.Digest.WHEN_THERE,
                Optional.empty(),
                List.of(new Waiver(Waiver.Kind.WINDOW, "", "hotfix")),
                Optional.empty());
        with(fleet -> new ReleaseOperation(fleet, new Silent()).run(order));
        assertTrue(files.live("web01").startsWith("20261201-1300"), files.live("web01"));
        assertEquals(List.of(), run("2026-12-01T22:30"));
        assertLast("nightly 2026-12-01T22:30 SKIPPED", "released later");
        assertTrue(!time.now().isBefore(at("2026-12-01T23:15")));
    }

    /** It is not healthy; it was uploaded early. */
    private void reverted() throws Exception {
        var live = files.live("web01");
        Files.createFile(build(builds, "wednesday", "2026-12-02T21:00").resolve("broken"));
        touch(builds.resolve("wednesday"), "2026-12-02T21:00");
        run("2026-12-02T21:45");
        long staged = with(fleet -> fleet.schedules().read(fleet.name()).stream()
                .filter(entry ->
                        entry instanceof ScheduleEntry.Staged of && of.release().isPresent())
                .count());
        assertEquals(1, staged);
        assertEquals(1, run("2026-12-02T22:30").size());
        assertLast("nightly 2026-12-02T22:30 STARTED", "reverted");
        assertEquals(live, files.live("web01"));
    }

    /** A second schedule is due at the same time. */
    private void revertedAndStillTheNewest() throws Exception {
        touch(builds.resolve("wednesday"), "2026-12-03T21:00");
        run("2026-12-03T22:30");
        assertLast("nightly 2026-12-03T22:30 SKIPPED", "only a person");
        assertTrue(rows().stream()
                .anyMatch(row -> row.startsWith("twin 2026-12-03T22:30 SKIPPED nightly is due at the same time")));
    }

    /** The window is still open when it is back, and the next time it is not. */
    private void processThatWasDown() throws Exception {
        build(builds, "monday2", "2026-12-07T20:00");
        assertEquals(1, run("2026-12-07T23:00").size());
        assertLast("nightly 2026-12-07T22:30 STARTED", "succeeded");
        run("2026-12-09T03:00");
        assertLast("nightly 2026-12-08T22:30 MISSED", "its window closed");
    }
}
