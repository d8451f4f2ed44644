package dev.sluice.daemon;

import dev.sluice.engine.DaemonThreads;
import dev.sluice.host.Timekeeper;
import dev.sluice.operation.Approver;
import dev.sluice.operation.Notice;
import dev.sluice.operation.Notice.Kind;
import dev.sluice.operation.Notices;
import dev.sluice.plan.FleetName;
import dev.sluice.schedule.Alarm;
import dev.sluice.wiring.Coordinator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves sites until it is stopped. After a crash, what was open is continued where its window is still the same; after a stop it waits for a person.
 * Other fronts, such as HTTP, are served beside it with the same coordinator.
 */
public final class Daemon {
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final FleetName ALL = new FleetName("all", "sites");

    private final List<Site> sites = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Notices notices;
    private final Timekeeper time;
    private final Wakeup wakeup = new Wakeup();
    private final Optional<HeartbeatSender> heartbeat;
    private final Duration beat;
    /** What could be sent to no one, and was reported once on this machine. */
    private final Map<Site, Notice> silent = new HashMap<>();

    private volatile boolean stopping;

    /** @param fronts one for each site */
    public Daemon(
            DaemonSpec spec,
            Coordinator coordinator,
            Alarm alarm,
            Notices notices,
            Timekeeper time,
            Supplier<SiteFront> fronts) {
        this.notices = notices;
        this.time = time;
        this.beat = spec.heartbeat().map(DaemonSpec.Heartbeat::every).orElse(Duration.ZERO);
        this.heartbeat = spec.heartbeat().map(to -> new HeartbeatSender(to, words -> notice(Kind.TROUBLE, words)));
        var approver = spec.http().map(DaemonSpec.Http::approver).orElse(Approver.ANYBODY);
        var slots = new HostSlots(spec.concurrentRollouts());
        var outside =
                new Site.Outside(coordinator, alarm, notices, slots, spec.retain(), approver, time::now, wakeup::ring);
        for (var files : spec.sites()) {
            var project = new SiteProject(files, coordinator.records().outbox());
            sites.add(new Site(project, outside, fronts.get()));
        }
    }

    /** Returns when it was stopped, and what was running has come to order. */
    public void run() throws InterruptedException {
        var clock = new ClockWatch(time);
        var begin = DaemonThreads.named("sluice-site");
        for (var site : sites) {
            var thread = begin.newThread(site);
            threads.add(thread);
            thread.start();
        }
        var sent = time.elapsed().minus(beat);
        while (!stopping) {
            sites.forEach(this::passOn);
            if (heartbeat.isPresent() && time.elapsed().minus(sent).compareTo(beat) >= 0 && alive()) {
                sent = time.elapsed();
                heartbeat.get().send();
            }
            clock.jump().ifPresent(this::jumped);
            wakeup.await(TICK);
        }
        for (var thread : threads) {
            thread.join();
        }
        for (var site : sites) {
            site.desk().awaitEnd();
        }
    }

    /** The sites, for other fronts in this process. */
    public List<ServedSite> sites() {
        return sites.stream().<ServedSite>map(Site::desk).toList();
    }

    /** Of files with errors that no one can be notified of, the silence of the heartbeat is the notification. */
    private boolean alive() {
        return threads.stream().allMatch(Thread::isAlive)
                && sites.stream()
                        .allMatch(site -> site.isRead() && site.unsent().isEmpty());
    }

    /** Whoever other sites name is notified of files that name no one. */
    private void passOn(Site site) {
        var unsent = site.unsent();
        if (unsent.isEmpty() || !sites.stream().allMatch(Site::isRead)) {
            return;
        }
        var notice = unsent.get();
        var others =
                sites.stream().filter(other -> other.reaches(notice.kind())).toList();
        others.forEach(other -> other.send(notice));
        if (!others.isEmpty()) {
            site.sent(notice);
        } else if (!notice.equals(silent.put(site, notice))) {
            notices.on(new Notice(
                    time.now(),
                    Kind.TROUBLE,
                    notice.fleet(),
                    "daemon",
                    "no file that can be read names anybody to notify: mend the files; until then, the heartbeat is"
                            + " silent"));
        }
    }

    private void jumped(Duration jump) {
        notice(
                Kind.CLOCK,
                "the clock of this machine was set by " + jump.toSeconds() + " s; what is due is computed anew");
        sites.forEach(Site::ring);
    }

    private void notice(Kind kind, String words) {
        notices.on(new Notice(time.now(), kind, ALL, "daemon", words));
        sites.forEach(site -> site.send(kind, "daemon", words));
    }

    /**
     * Ends it: a rollout that runs is left in order, as a command would leave it; nothing else is started.
     *
     * @param signal such as {@code SIGTERM}
     * @return whether a rollout is running
     */
    public boolean stop(String signal) {
        stopping = true;
        var busy = false;
        for (int i = 0; i < sites.size(); i++) {
            var isBusy = sites.get(i).stop(signal);
            if (!isBusy && i < threads.size()) {
                threads.get(i).interrupt();
            }
            busy |= isBusy;
        }
        wakeup.ring();
        return busy;
    }
}
