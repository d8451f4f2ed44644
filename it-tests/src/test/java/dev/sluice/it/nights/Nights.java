package dev.sluice.it.nights;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.demo.EmbeddedHost;
import dev.sluice.it.front.QuietFront;
import dev.sluice.it.front.QuietFront.Policy;
import dev.sluice.notify.Receiver;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.Notice;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.ScheduleConditions;
import dev.sluice.operation.ScheduleOperation;
import dev.sluice.paper.PaperHosts;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.view.ExitCode;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/** Hosts on paper in this process, a site with a schedule, a web server that is notified, and coordinators whose clock is set. */
final class Nights implements AutoCloseable {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String SCHEDULE = """
            window:
              zone: Europe/Berlin
              open: [{ days: mon-thu, from: "22:00", to: "02:00" }]
              blackout: [{ from: 2026-12-09, to: 2026-12-09, reason: audit }]
            schedule:
              - { name: nightly, cron: "30 22 * * mon-thu", artifact: { newest: "BUILDS/*", digest: optional } }
            """;

    private final SetTime time;
    private final List<Notice> notices = Collections.synchronizedList(new ArrayList<>());
    private final EmbeddedFleet fleet;
    private final DemoSite site;
    private final Receiver receiver;
    private final String playbook;
    private Coordinator coordinator;

    /** With the clock at a local time of Berlin. */
    Nights(int hosts, String local) throws IOException {
        time = new SetTime(at(local));
        fleet = EmbeddedFleet.builder().hosts(hosts).commands(new PaperHosts()).start();
        site = DemoSite.on(fleet);
        receiver = new Receiver(200);
        Files.createDirectory(builds());
        playbook = playbook();
        write(SCHEDULE);
        coordinator = start();
    }

    /** The hosts have the clock of this machine, and refuse requests of another time: PHP is left as it is. */
    private String playbook() throws IOException {
        var text = Files.readString(site.playbookFile())
                .replace("soak: 1s", "soak: 0s")
                .replace("every: 1s", "every: 1m")
                .replace("within: 20s", "within: 20m");
        return text.substring(0, text.indexOf("opcache:")) + "opcache: { endpoint: none, method: none }\n"
                + text.substring(text.indexOf("health:"))
                + "notify: [{ webhook: '" + receiver.url() + "', events: [started, skipped, missed, held, expiring,"
                + " frozen, window_closed, failed, reverted, mixed, diverged, interrupted, problems, done] }]\n";
    }

    private Coordinator start() {
        return new Coordinator(new Settings(state(), Map.of(), "test", Optional.empty()), time);
    }

    /** Another process with the same records: the first one ends. */
    void restart() {
        coordinator.close();
        coordinator = start();
    }

    /** A second process with the same records. */
    Coordinator another() {
        return start();
    }

    /** Another window and schedule; {@code BUILDS} is the directory of builds. */
    void write(String schedule) throws IOException {
        Files.writeString(site.playbookFile(), playbook + schedule.replace("BUILDS", builds().toString()));
    }

    void replace(String old, String now) throws IOException {
        var text = Files.readString(site.playbookFile());
        if (!text.contains(old)) {
            throw new IOException(old + " is not in the playbook");
        }
        Files.writeString(site.playbookFile(), text.replace(old, now));
    }

    Path playbookFile() {
        return site.playbookFile();
    }

    Path inventoryFile() {
        return site.inventoryFile();
    }

    private Path state() {
        return fleet.directory().resolve("state");
    }

    Path builds() {
        return fleet.directory().resolve("builds");
    }

    SetTime time() {
        return time;
    }

    Coordinator coordinator() {
        return coordinator;
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    void on(Notice notice) {
        notices.add(notice);
    }

    EmbeddedHost host(String name) {
        return fleet.host(name);
    }

    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    /** Work with the fleet, as one command or one turn of a daemon. */
    interface Work<T> {
        T on(Fleet fleet) throws Exception;
    }

    <T> T with(Work<T> work) throws Exception {
        return with(coordinator, work);
    }

    <T> T with(Coordinator process, Work<T> work) throws Exception {
        try (var opened = process.fleet(Project.read(site.inventoryFile(), site.playbookFile()), Scope.ALL)) {
            return work.on(opened);
        }
    }

    /** What a line of cron, or a daemon that is woken, does at a local time; returns the exit codes of what was run. */
    List<Integer> run(String local) throws Exception {
        return run(at(local));
    }

    List<Integer> run(Instant moment) throws Exception {
        time.set(moment);
        return run(coordinator);
    }

    List<Integer> run(Coordinator process) throws Exception {
        return with(process, opened -> new ScheduleOperation(opened, front(), ScheduleConditions.of(notices::add))
                .run().stream().map(Nights::code).toList());
    }

    /** The exit code of a command with this result. */
    static int code(RolloutResult result) {
        if (result instanceof RolloutResult.Ran ran) {
            return ExitCode.of(ran, ExitCode::ofBringing).number();
        }
        return result instanceof RolloutResult.Expired ? ExitCode.HELD.number() : ExitCode.DONE.number();
    }

    /** Approves everything. */
    static Front front() {
        return new QuietFront(Policy.APPROVE);
    }

    /** A build of that name which is finished at a local time. */
    Path build(String name, String local) {
        return copy(site.goodArtifact(), builds().resolve(name), local);
    }

    /** One elsewhere than where the schedule searches. */
    Path hotfix(String name, String local) throws IOException {
        return copy(
                site.goodArtifact(),
                Files.createDirectories(fleet.directory().resolve("hotfixes")).resolve(name),
                local);
    }

    private static Path copy(Path content, Path target, String local) {
        try (var all = Files.walk(content)) {
            for (var file : all.toList()) {
                Files.copy(file, target.resolve(content.relativize(file).toString()));
            }
            Files.writeString(target.resolve("build.txt"), target.getFileName().toString());
            touch(target, local);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void touch(Path build, String local) throws IOException {
        Files.setLastModifiedTime(build, FileTime.from(at(local)));
    }

    /** Which build each host serves; that of the first release is none. */
    List<String> live() {
        return fleet.hosts().stream().map(Nights::build).toList();
    }

    private static String build(EmbeddedHost host) {
        try {
            var file = host.sitePath().resolve("current/build.txt");
            return Files.exists(file) ? Files.readString(file) : "first";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of all starts, such as {@code nightly 2026-12-03T22:30 SKIPPED why}. */
    List<String> rows() throws Exception {
        return with(opened -> ScheduleRows.of(opened.schedules().read(opened.name())).all().stream()
                .map(row -> row.occurrence().schedule() + " " + row.occurrence().local() + " " + row.state() + " "
                        + row.words())
                .toList());
    }

    String lastRow() throws Exception {
        var rows = rows();
        return rows.get(rows.size() - 1);
    }

    /** What was sent since the last time, such as {@code held: release held after batch 1}, in the order of the clock. */
    List<String> sent() throws Exception {
        Awaitility.await("deliveries").atMost(Duration.ofSeconds(30)).until(this::isDelivered);
        var sent = new ArrayList<String>();
        while (receiver.count() > 0) {
            var message = JsonMapper.shared().readTree(receiver.take().body());
            sent.add(message.path("type").asString() + ": "
                    + message.path("title").asString());
        }
        return sent;
    }

    private boolean isDelivered() throws IOException {
        var pending = state().resolve(".outbox/pending");
        if (!Files.isDirectory(pending)) {
            return true;
        }
        try (var files = Files.list(pending)) {
            return files.findAny().isEmpty();
        }
    }

    /** The kinds of what was sent since the last time. */
    List<String> kindsSent() throws Exception {
        return sent().stream()
                .map(message -> message.substring(0, message.indexOf(':')))
                .toList();
    }

    @Override
    public void close() {
        coordinator.close();
        receiver.close();
        fleet.close();
    }
}
