package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.daemon.ServedSite;
import dev.sluice.engine.DaemonThreads;
import dev.sluice.web.CommandRun.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/** The commands that callers have run here: those that run, and for an hour those that have ended. */
final class CommandRuns implements AutoCloseable {
    static final Duration KEPT = Duration.ofHours(1);
    static final Duration UNREAD = Duration.ofMinutes(1);
    static final int MOST_OF_CALLER = 64;
    private static final int MOST_RUNNING = 64;
    private static final long MOST_BYTES = 256L << 20;
    private static final long TURN_SECONDS = 10;
    private static final int ID_BYTES = 16;

    private final Commands commands;
    private final Path directory;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, CommandRun> runs = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("sluice-command"));
    private final ScheduledExecutorService turns =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("sluice-commands"));

    /**
     * Runs commands on threads of its own.
     *
     * @param directory for what commands report; what an earlier process left there is removed
     * @param random from a secure source
     */
    CommandRuns(Commands commands, Path directory, InstantSource clock, RandomGenerator random) {
        this.commands = commands;
        this.directory = directory;
        this.clock = clock;
        this.random = random;
        remove(directory);
        var unused = turns.scheduleAtFixedRate(this::turn, TURN_SECONDS, TURN_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Begins a command, unless the same order was received before.
     *
     * @throws Refusal when too many run, or the caller lacks the scope
     */
    synchronized CommandRun begin(Order order) throws IOException {
        var known = runs.values().stream()
                .filter(run -> run.order().isOf(order.site(), order.caller()))
                .filter(run -> !order.key().isEmpty() && run.order().key().equals(order.key()))
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        refuseTooMany(order.caller());
        var id = id();
        var reports = Files.createDirectories(
                directory.resolve(id),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var run = new CommandRun(id, order, reports, commands);
        runs.put(id, run);
        threads.execute(run);
        return run;
    }

    private String id() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void refuseTooMany(Caller caller) {
        if (runs.values().stream().filter(CommandRun::isRunning).count() >= MOST_RUNNING) {
            throw new Refusal(503, MOST_RUNNING + " commands run at the moment", "try again later");
        }
        var own = runs.values().stream()
                .filter(run -> run.order().caller().actor().equals(caller.actor()))
                .toList();
        if (own.size() < MOST_OF_CALLER) {
            return;
        }
        var oldest = own.stream().filter(run -> !run.isRunning()).findFirst();
        forget(oldest.orElseThrow(
                () -> new Refusal(429, caller.actor() + " has " + own.size() + " commands running", "wait for them")));
    }

    /** @throws Refusal when it is not known, or another caller's */
    synchronized CommandRun of(String id, ServedSite site, Caller caller) {
        return Optional.ofNullable(runs.get(id))
                .filter(run -> run.order().isOf(site, caller))
                .orElseThrow(() -> new Refusal(
                        404,
                        "no command of " + caller.actor() + " has this id: it ended long ago, or the daemon was restarted",
                        "sluice status --watch follows a rollout"));
    }

    private void turn() {
        try {
            tidy();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(CommandRuns.class).warn("this is a defect, and is tried again", e);
        }
    }

    /** Ends what nobody reads, and forgets what is old or too much. */
    synchronized void tidy() {
        var now = clock.instant();
        var all = new ArrayList<>(runs.values());
        all.forEach(run -> run.endUnread(now, now.minus(UNREAD)));
        var oldest = now.minus(KEPT);
        long bytes = all.stream().mapToLong(run -> run.output().bytes()).sum();
        for (var run : all) {
            var ended = run.ended(now);
            if (ended.isPresent() && (ended.get().isBefore(oldest) || bytes > MOST_BYTES)) {
                bytes -= run.output().bytes();
                forget(run);
            }
        }
    }

    private void forget(CommandRun run) {
        runs.remove(run.id());
        remove(run.reports());
    }

    private static void remove(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (var files = Files.walk(tree)) {
            List<Path> deepest = files.sorted(Comparator.reverseOrder()).toList();
            for (var file : deepest) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(CommandRuns.class).warn("{} cannot be removed", tree, e);
        }
    }

    @Override
    public void close() {
        turns.shutdownNow();
        threads.shutdown();
    }
}
