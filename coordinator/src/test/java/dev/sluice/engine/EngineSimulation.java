package dev.sluice.engine;

import dev.sluice.engine.Requests.Request;
import dev.sluice.engine.SimulationScheduler.Killed;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.OnFailure;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * One rollout by the real engine, from its start to an end, through whatever its seed brings: faults, coordinators that end and others that take
 * over, people. The same seed does the same again, to the last step.
 */
final class EngineSimulation {
    private static final RolloutListener NOBODY = (seq, event, state) -> {};
    private static final int MOST_STEPS = 20_000;
    private static final int MOST_CRASHES = 3;
    private static final int MOST_LIVES = 12;

    private final long seed;
    private final Random random;
    private final SimulationLog log;
    private final RolloutPlan plan;
    private final List<HostName> hosts;
    private final SimulationScheduler scheduler;
    private final SimulationPromises promises;
    private final SimulatedFaults faults;
    private final SimulatedFleet fleet;
    private final SimulatedDisk disk;
    private final MemoryRequests requests = new MemoryRequests();
    private final double interference;
    private Optional<RolloutState> state = Optional.empty();

    /** @param made makes a host of the fleet */
    EngineSimulation(
            long seed,
            BiFunction<SimulatedFleet, HostPlan, SimulatedHost> made,
            SimulationThreads threads,
            SimulationLog log) {
        this.seed = seed;
        this.log = log;
        this.random = new Random(seed);
        this.faults = new SimulatedFaults(random, log);
        this.plan = draft().plan();
        this.hosts = plan.hosts().stream().map(HostPlan::name).toList();
        this.scheduler = new SimulationScheduler(random, threads, log, MOST_STEPS);
        log.clock(scheduler::elapsed);
        this.promises = new SimulationPromises(plan, scheduler, faults);
        this.fleet = new SimulatedFleet(plan, random, scheduler, faults, promises, log, made);
        this.disk = new SimulatedDisk(plan, random, scheduler, faults, promises, log);
        this.interference = random.nextInt(4) == 0 ? 0.004 : 0;
        promises.about(fleet.hosts());
        faults.about(
                host -> promises.recorded().host(host).phase(),
                host -> promises.recorded().host(host).token().isPresent());
        scheduler.atEveryStep(this::step);
    }

    /** What the seed is after has to be possible. */
    private PlanDraft draft() {
        var draft = PlanDraft.byChance(random, 5);
        faults.wanted().ifPresent(pair -> {
            for (int tries = 0; pair.kind().needsTask() && hasNoTaskBehindSwitch(draft) && tries < 9; tries++) {
                draft.tasksByChance(random);
            }
            switch (pair.phase()) {
                case LEFT_OUT -> draft.maxUnreachable(2);
                case REVERTING, RESTORED, REVERTED, STUCK -> draft.onFailure(OnFailure.REVERT_ALL);
                default -> {}
            }
        });
        return draft;
    }

    private static boolean hasNoTaskBehindSwitch(PlanDraft draft) {
        return draft.plan().playbook().tasks().afterSwitch().isEmpty();
    }

    private void step() {
        fleet.step();
        promises.linksStand();
        if (faults.strikesRarely(FaultKind.PAUSED, hosts)) {
            scheduler.pass(Duration.ofMinutes(10));
        }
        if (interference > 0 && random.nextDouble() < interference) {
            ask();
        }
    }

    private void ask() {
        var request =
                switch (random.nextInt(4)) {
                    case 0 -> new Request.Abort(scheduler.now(), Demand.REVERT, "cleo");
                    case 1 -> new Request.Abort(scheduler.now(), Demand.LEAVE, "cleo");
                    default -> new Request.Pause(scheduler.now(), "cleo");
                };
        log.step("asked", request, "");
        requests.ask(Path.of("nowhere"), request);
    }

    FaultTable table() {
        return faults.table();
    }

    Optional<Outcome> outcome() {
        return promises.recorded().outcome();
    }

    /** @throws AssertionError when a promise is broken; it names the seed, and the last steps before */
    void run() throws InterruptedException {
        try {
            live();
        } catch (Killed e) {
            // The log says why.
        } finally {
            scheduler.settle();
        }
        log.broken().ifPresent(broken -> {
            throw new AssertionError("seed " + seed + ": " + broken + "\n" + String.join("\n", log.lines()));
        });
    }

    /** One coordinator. */
    @FunctionalInterface
    private interface Life {
        Rollouts.Ended live(Rollouts rollouts) throws JournalException, LockedException, InterruptedException;
    }

    private void live() throws InterruptedException {
        log.step("plan", plan.purpose(), hosts);
        live(rollouts -> rollouts.start(plan, NOBODY));
        for (int crash = 0; crash < MOST_CRASHES && !isOver(); crash++) {
            scheduler.pass(fleet.upTo(Duration.ofMinutes(random.nextInt(3))));
            live(byChance());
        }
        faults.off();
        for (int life = 0; !isOver(); life++) {
            quiet();
            require(
                    life < MOST_LIVES,
                    "without faults it comes to its end",
                    promises.recorded().phase());
            live(life < MOST_LIVES / 2 ? toTheEnd() : this::takeBack);
        }
        quiet();
        promises.recordIsTrue();
        promises.endIsTrue();
        onceMoreChangesNothing();
    }

    private void onceMoreChangesNothing() throws InterruptedException {
        var end = promises.recorded();
        int steps = scheduler.steps();
        live(this::takeBack);
        require(end.equals(promises.recorded()) && steps == scheduler.steps(), "what is over stays as it is", end);
    }

    private void require(boolean holds, String promise, Object how) {
        if (!holds) {
            throw scheduler.broken(promise, String.valueOf(how));
        }
    }

    private boolean isOver() {
        return promises.recorded().phase().terminal();
    }

    /** What was on its way arrives, and leases run out. */
    private void quiet() {
        fleet.heal();
        scheduler.pass(Duration.ofMinutes(15));
        fleet.land();
    }

    private void live(Life life) throws InterruptedException {
        state = Optional.empty();
        var network = new SimulatedNetwork(fleet, faults, log);
        var threads = new SimulatedThreads(scheduler, () -> !requests.isEmpty());
        var rollouts = new Rollouts(
                disk,
                run -> network,
                new ControlChannels(requests, new MemoryCopies(), new Interruption()),
                scheduler,
                run -> BatchTimes.NONE,
                threads);
        try {
            state = Optional.of(life.live(rollouts).state());
        } catch (Killed e) {
            log.step("killed", "", "");
        } catch (JournalException | LockedException e) {
            log.step("ended by", e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }
        scheduler.settle();
        if (log.broken().isPresent()) {
            throw scheduler.kill();
        }
        state.ifPresent(ended -> {
            require(ended.equals(promises.recorded()), "the record says the same as the state", ended);
            network.requireHeld();
        });
        if (!fleet.hasLate()) {
            promises.recordIsTrue();
        }
    }

    private Life byChance() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> this::takeBack;
            case 2 -> rollouts -> rollouts.end(plan.id(), Demand.LEAVE, "bert", NOBODY);
            case 3 -> rollouts -> rollouts.resume(plan.id(), "bert", NOBODY);
            default -> toTheEnd();
        };
    }

    /** As a person would who wants it to be over. */
    private Life toTheEnd() {
        var now = promises.recorded();
        if (now.phase() == RolloutPhase.HELD) {
            return rollouts -> rollouts.promote(plan.id(), now.batch(), "cleo", "bert", override(), NOBODY);
        }
        var words = words(now);
        return random.nextInt(4) == 0 ? this::takeBack : rollouts -> rollouts.resume(plan.id(), "bert", words, NOBODY);
    }

    private Optional<String> override() {
        return plan.window().isPresent() && promises.recorded().batch() % 2 == 0
                ? Optional.of("a test")
                : Optional.empty();
    }

    private Rollouts.Ended takeBack(Rollouts rollouts) throws JournalException, LockedException, InterruptedException {
        return rollouts.end(plan.id(), Demand.REVERT, "bert", NOBODY);
    }

    private Map<String, Verdict> words(RolloutState now) {
        var words = new HashMap<String, Verdict>();
        now.unknownTasks()
                .keySet()
                .forEach(task -> words.put(task, random.nextBoolean() ? Verdict.DONE : Verdict.AGAIN));
        return words;
    }
}
