package dev.sluice.daemon;

import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.document.Problem;
import dev.sluice.operation.Approver;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.Slots;
import dev.sluice.plan.FleetName;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.wiring.Coordinator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where people and programs have work done on a site, beside what the site does by itself. */
final class SiteDesk implements ServedSite {
    private final SiteFiles files;
    private final Coordinator coordinator;
    private final Slots slots;
    private final Approver approver;
    private final Set<Stoppable> working = new HashSet<>();
    private volatile Known known;
    private volatile boolean read;
    private volatile @Nullable Thread thread;
    private boolean stopped;

    /** What people and programs have running. */
    @FunctionalInterface
    private interface Stoppable {
        /** Leaves it in order, and returns whether a rollout is running, which ends first. */
        boolean stop(String signal);
    }

    private record Known(FleetName fleet, Optional<Project> project, List<Problem> problems) {}

    SiteDesk(SiteProject project, Coordinator coordinator, Slots slots, Approver approver) {
        this.files = project.files();
        this.coordinator = coordinator;
        this.slots = slots;
        this.approver = approver;
        this.known = known(project);
    }

    /** Called by the thread of the site when it begins. */
    void servedBy(Thread own) {
        thread = own;
    }

    /** Called by the thread of the site when it has read the files. */
    void refresh(SiteProject project) {
        known = known(project);
        read = true;
    }

    private static Known known(SiteProject project) {
        return new Known(project.fleet(), project.project(), List.copyOf(project.problems()));
    }

    @Override
    public SiteFiles files() {
        return files;
    }

    @Override
    public FleetName fleet() {
        return known.fleet();
    }

    @Override
    public Optional<Project> project() {
        return known.project();
    }

    @Override
    public List<Problem> problems() {
        return known.problems();
    }

    @Override
    public boolean isRead() {
        return read;
    }

    @Override
    public boolean isAlive() {
        var own = thread;
        return own != null && own.isAlive();
    }

    @Override
    public <T> T workInTurn(String actor, Scope scope, Work<T> work) throws Exception {
        var slot = slots.take();
        try (slot) {
            return work(actor, scope, work);
        }
    }

    @Override
    public <T> T work(String actor, Scope scope, Work<T> work) throws Exception {
        var project = project().orElseThrow(() -> refused("the files of the site have errors", "sluice validate"));
        try (var fleet = coordinator.by(actor, approver).fleet(project, scope)) {
            Stoppable running = fleet.interruption()::by;
            enter(running);
            try {
                return work.on(fleet);
            } finally {
                leave(running);
            }
        }
    }

    @Override
    public <T> T lend(String actor, Loan<T> work) throws Exception {
        return lend(actor, Slots.UNLIMITED, work);
    }

    @Override
    public <T> T lendInTurn(String actor, Loan<T> work) throws Exception {
        return lend(actor, slots, work);
    }

    @SuppressWarnings("try") // The turn is held, and that is all it is for.
    private <T> T lend(String actor, Slots turns, Loan<T> work) throws Exception {
        try (var visit = new Visit(coordinator.by(actor, approver))) {
            Stoppable running = visit::stop;
            enter(running);
            try (var slot = turns.take()) {
                return work.with(visit);
            } finally {
                leave(running);
            }
        }
    }

    private synchronized void enter(Stoppable running) throws RefusedException {
        if (stopped) {
            throw refused("the daemon stops", "try again when it runs");
        }
        working.add(running);
    }

    private synchronized void leave(Stoppable running) {
        working.remove(running);
        notifyAll();
    }

    private static RefusedException refused(String what, String next) {
        return new RefusedException(Reason.LOCKED, List.of(what), next);
    }

    /**
     * Leaves what runs in order, and accepts no more.
     *
     * @return whether a rollout is running, which ends first
     */
    synchronized boolean stop(String signal) {
        stopped = true;
        var busy = false;
        for (var running : working) {
            busy |= running.stop(signal);
        }
        return busy;
    }

    /** Returns when nothing is worked on. */
    synchronized void awaitEnd() throws InterruptedException {
        while (!working.isEmpty()) {
            wait();
        }
    }
}
