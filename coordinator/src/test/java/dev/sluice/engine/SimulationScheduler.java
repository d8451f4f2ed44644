package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.PlanDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time and threads of a simulation. One strand goes on at a time: it has the baton until it waits for something or says that another may go
 * on, and a seeded choice among those that could says which. Time passes only when all of them wait for it.
 */
final class SimulationScheduler implements Timekeeper {
    private final Random random;
    private final SimulationThreads threads;
    private final SimulationLog log;
    private final int mostSteps;
    private final int patience;
    private final List<Strand> strands = new ArrayList<>();
    private final List<Strand> ready = new ArrayList<>();
    private final Strand driver = new Strand(null, SimulationScheduler::anyway, Duration.ZERO);
    private Strand current = driver;
    private Duration elapsed = Duration.ZERO;
    private Runnable everyStep = () -> {};
    private boolean killed;
    private boolean settling;
    private int steps;

    /** The coordinator ends here, as by a kill: whatever strand notices does nothing more. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** What goes on beside others. */
    static final class Strand {
        private final @Nullable Runnable work;
        private @Nullable Thread thread;
        private BooleanSupplier over;
        private Duration wakes;
        private volatile boolean turn;

        private Strand(@Nullable Runnable work, BooleanSupplier over, Duration wakes) {
            this.work = work;
            this.over = over;
            this.wakes = wakes;
        }
    }

    /** @param mostSteps after so many, something goes on for ever */
    SimulationScheduler(Random random, SimulationThreads threads, SimulationLog log, int mostSteps) {
        this.random = random;
        this.threads = threads;
        this.log = log;
        this.mostSteps = mostSteps;
        this.patience = random.nextInt(8);
        driver.thread = Thread.currentThread();
        strands.add(driver);
    }

    /** @param given done by whoever has the baton, before it is given away */
    void atEveryStep(Runnable given) {
        everyStep = given;
    }

    @Override
    public Instant now() {
        return PlanDraft.AT.plus(elapsed);
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public void pause(Duration duration) {
        await(SimulationScheduler::anyway, elapsed.plus(duration));
    }

    private static boolean anyway() {
        return true;
    }

    /** Another may go on. */
    void step() {
        await(SimulationScheduler::anyway, elapsed);
    }

    void await(BooleanSupplier over) {
        await(over, elapsed);
    }

    int steps() {
        return steps;
    }

    boolean isKilled() {
        return killed;
    }

    /** Nobody does anything while so much time passes: the whole machine stood still, or nobody is there. */
    void pass(Duration duration) {
        elapsed = elapsed.plus(duration);
    }

    /** A promise is broken: nothing goes on. */
    Killed broken(String promise, String how) {
        log.breaks(promise, how);
        return kill();
    }

    /** Ends all strands; the caller's at once. */
    Killed kill() {
        killed = true;
        return new Killed();
    }

    /** For the driver, when the coordinator has ended: what it left running comes to its end. */
    void settle() {
        settling = true;
        driver.wakes = elapsed;
        giveBaton();
        settling = false;
        killed = false;
    }

    /** Something goes on beside others, as soon as this is over and so much time has passed. */
    Strand begin(Runnable work, BooleanSupplier over, Duration wakes) {
        var strand = new Strand(work, over, wakes);
        strands.add(strand);
        return strand;
    }

    /** What has not begun never does. */
    void forget(Strand strand) {
        if (strand.thread == null) {
            strands.remove(strand);
        }
    }

    /** Both have to come true: something is over, and so much time has passed. */
    void await(BooleanSupplier over, Duration wakes) {
        dieIfKilled();
        steps++;
        if (steps > mostSteps) {
            throw broken("bounded", "it goes on for ever: " + steps + " steps, " + elapsed);
        }
        everyStep.run();
        current.over = over;
        current.wakes = wakes;
        giveBaton();
        dieIfKilled();
    }

    private void dieIfKilled() {
        if (killed) {
            throw new Killed();
        }
    }

    private void giveBaton() {
        var mine = current;
        var next = next();
        if (next == mine) {
            return;
        }
        hand(next);
        while (!mine.turn) {
            LockSupport.park(this);
        }
        mine.turn = false;
    }

    private void hand(Strand next) {
        current = next;
        if (next.thread == null) {
            threads.begin(() -> work(next));
            return;
        }
        next.turn = true;
        LockSupport.unpark(next.thread);
    }

    private void work(Strand strand) {
        var worker = (SimulationThreads.Worker) Thread.currentThread();
        strand.thread = worker;
        try {
            if (strand.work != null) {
                strand.work.run();
            }
        } catch (Killed e) {
            // As if its process had ended.
        } finally {
            strands.remove(strand);
            var next = next();
            threads.rest(worker);
            hand(next);
        }
    }

    private Strand next() {
        choose();
        while (ready.isEmpty()) {
            var wakes = strands.stream()
                    .filter(this::isOver)
                    .map(strand -> strand.wakes)
                    .min(Duration::compareTo);
            if (wakes.isEmpty()) {
                killed = true;
                log.breaks("no deadlock", "everybody waits for somebody else");
            } else {
                elapsed = wakes.get();
            }
            choose();
        }
        if (ready.size() == 1) {
            return ready.get(0);
        }
        // Some simulations change from one to the other all the time, others seldom.
        return ready.contains(current) && random.nextInt(8) < patience
                ? current
                : ready.get(random.nextInt(ready.size()));
    }

    /** Who is killed goes on to its end; a driver that waits for that waits even then. */
    private void choose() {
        ready.clear();
        for (var strand : strands) {
            if (isOver(strand) && (killed || strand.wakes.compareTo(elapsed) <= 0)) {
                ready.add(strand);
            }
        }
    }

    private boolean isOver(Strand strand) {
        if (strand == driver && settling) {
            return strands.size() == 1;
        }
        return killed || strand.over.getAsBoolean();
    }
}
