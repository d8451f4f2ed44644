package dev.sluice.daemon;

import dev.sluice.daemon.DaemonSpec.Retain;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.operation.Approver;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Notice;
import dev.sluice.operation.Notice.Kind;
import dev.sluice.operation.Notices;
import dev.sluice.operation.Notifications;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RetentionOperation;
import dev.sluice.operation.ScheduleConditions;
import dev.sluice.operation.ScheduleOperation;
import dev.sluice.operation.Slots;
import dev.sluice.schedule.Agenda;
import dev.sluice.schedule.Alarm;
import dev.sluice.wiring.Coordinator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One site of the daemon: a thread that does what is due, and waits for the next moment or for files that change. */
final class Site implements Runnable {
    /** How soon a file that changed is noticed. */
    private static final Duration FILES = Duration.ofSeconds(5);

    private static final Duration DAY = Duration.ofDays(1);

    private final SiteProject files;
    private final Outside outside;
    private final SiteFront front;
    private final Wakeup wakeup = new Wakeup();
    private String trouble = "";
    private boolean wasBroken;
    private Instant seen;
    private Instant tidied = Instant.EPOCH;
    private Optional<Agenda> lastAgenda = Optional.empty();
    private volatile Optional<Notifications> notifications = Optional.empty();
    /** For people whom other sites name: the files have errors, and name no one. */
    private final AtomicReference<@Nullable Notice> unsent = new AtomicReference<>();

    private final SiteDesk desk;
    private volatile boolean read;
    private volatile boolean stopping;
    private volatile @Nullable Fleet working;

    /**
     * What all sites of a daemon share.
     *
     * @param read runs when a site has read its files
     */
    record Outside(
            Coordinator coordinator,
            Alarm alarm,
            Notices notices,
            HostSlots slots,
            Retain retain,
            Approver approver,
            InstantSource clock,
            Runnable read) {}

    Site(SiteProject files, Outside outside, SiteFront front) {
        this.files = files;
        this.outside = outside;
        this.front = front;
        this.seen = outside.clock().instant();
        this.desk = new SiteDesk(files, outside.coordinator(), slots(), outside.approver());
    }

    /** For people and programs. */
    SiteDesk desk() {
        return desk;
    }

    @Override
    public void run() {
        desk.servedBy(Thread.currentThread());
        while (!stopping) {
            try {
                turn();
                if (!stopping) {
                    wakeup.await(FILES);
                }
            } catch (InterruptedException e) {
                // Stopped while it waited: nothing was running.
                return;
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(Site.class).warn("{}: this is a defect, and is tried again", name(), e);
                trouble("unexpected error: " + e);
                stopping |= !paused();
            }
        }
    }

    /** After a defect, so that it does not repeat at once. */
    private boolean paused() {
        try {
            wakeup.await(FILES);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void turn() throws InterruptedException {
        if (files.refresh()) {
            notifications = Optional.of(files.notifications());
            desk.refresh(files);
            report();
            read = true;
            outside.read().run();
        }
        var now = outside.clock().instant();
        if (!files.isUsable()) {
            reportWaiting(now);
        }
        if (files.project().isPresent()) {
            work(files.project().get());
        }
        seen = now;
    }

    private void report() {
        var problems = files.problems();
        if (!problems.isEmpty()) {
            notice(
                    Kind.BROKEN_FILES,
                    "files",
                    problems.size() + " problems, the first: " + problems.get(0)
                            + "; nothing starts until the files are mended");
        } else if (wasBroken) {
            notice(Kind.MENDED_FILES, "files", "inventory and playbook can be used again");
        }
        wasBroken = !problems.isEmpty();
        if (!wasBroken) {
            unsent.set(null);
        }
    }

    /** The times are those of the files that could be used last; nothing is started by them. */
    private void reportWaiting(Instant now) {
        lastAgenda
                .flatMap(agenda -> agenda.next(seen))
                .filter(due -> !due.isAfter(now))
                .ifPresent(due -> notice(
                        Kind.BROKEN_FILES, "files", "what is due since " + due + " waits: the files have errors"));
    }

    private void work(Project project) throws InterruptedException {
        var agenda = new Agenda(project.playbook());
        lastAgenda = Optional.of(agenda);
        outside.slots().hosts(name(), project.fleet().binding().places());
        try (var fleet = outside.coordinator().fleet(project, Scope.ALL)) {
            working = fleet;
            if (stopping) {
                return;
            }
            var conditions = new ScheduleConditions(outside.notices(), slots(), this::mayStart);
            front.ended(new ScheduleOperation(fleet, front, conditions).run());
            tidy(fleet);
            trouble = "";
        } catch (LockedException | JournalException e) {
            trouble(String.valueOf(e.getMessage()));
        } finally {
            working = null;
        }
        agenda.next(outside.clock().instant()).ifPresent(next -> outside.alarm().set(name(), next, wakeup::ring));
    }

    /** A hold ends and a report is sent with errors in the files, too. */
    private boolean mayStart() {
        return !stopping && files.isUsable() && files.isCurrent();
    }

    private Slots slots() {
        return outside.slots().of(name());
    }

    private void tidy(Fleet fleet) throws LockedException, JournalException {
        var now = outside.clock().instant();
        if (Duration.between(tidied, now).compareTo(DAY) >= 0) {
            tidied = now;
            new RetentionOperation(fleet)
                    .run(outside.retain().rollouts(), outside.retain().age());
        }
    }

    /** Once for as long as it is the same. */
    private void trouble(String words) {
        if (!words.equals(trouble)) {
            trouble = words;
            notice(Kind.TROUBLE, "daemon", words);
        }
    }

    private void notice(Kind kind, String subject, String words) {
        var notice = new Notice(outside.clock().instant(), kind, files.fleet(), subject, words);
        outside.notices().on(notice);
        if (kind == Kind.BROKEN_FILES && !reaches(kind)) {
            unsent.set(files.withoutRecipients(notice));
        }
        send(notice);
    }

    /** Notifies those that the playbook names. */
    void send(Kind kind, String subject, String words) {
        send(new Notice(outside.clock().instant(), kind, files.fleet(), subject, words));
    }

    /** Notifies those that the playbook names, of another site too. */
    void send(Notice notice) {
        notifications.ifPresent(to -> to.send(notice));
    }

    boolean reaches(Kind kind) {
        return notifications.filter(to -> to.reach(kind)).isPresent();
    }

    /** Whether its files were read, so that it is known who is notified. */
    boolean isRead() {
        return read;
    }

    /** That its files have errors, of which no one was notified so far. */
    Optional<Notice> unsent() {
        return Optional.ofNullable(unsent.get());
    }

    /** A person was notified of it. */
    void sent(Notice notice) {
        unsent.compareAndSet(notice, null);
    }

    private String name() {
        return files.files().playbook() + " " + System.identityHashCode(this);
    }

    void ring() {
        wakeup.ring();
    }

    /**
     * Leaves what runs in order, and ends.
     *
     * @return whether a rollout is running, which ends first
     */
    boolean stop(String signal) {
        stopping = true;
        wakeup.ring();
        var fleet = working;
        var busy = fleet != null && fleet.interruption().by(signal);
        return desk.stop(signal) || busy;
    }
}
