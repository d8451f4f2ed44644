package dev.sluice.demo;

import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.endpoint.PoolWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What PHP-FPM with OPcache does to a release, for a web server that passes {@code $document_root} and a cache that does not check times of files: a
 * script is cached under the name by which it was requested, so that it stays unchanged when {@code current} moves; each
 * worker remembers where {@code current} leads; a reset is scheduled at once, but carried out by the next request that finds no other
 * running, and until then nothing is taken from the cache or put there. (php-src, ext/opcache/ZendAccelerator.c.)
 */
final class PhpPool {
    /** The first of the invented process ids. */
    private static final int FIRST_PID = 20_001;

    private final Path sitePath;
    private final Duration realpathTtl;
    private final Faults faults;
    private final List<PhpWorker> workers = new ArrayList<>();
    private final Map<String, Script> scripts = new HashMap<>();
    private final long started = Instant.now().getEpochSecond();
    private int turn;
    private int restarts;
    private long lastRestart;
    private boolean restartPending;

    /**
     * @param sitePath the directory in which {@code current} is
     * @param realpathTtl how long a worker remembers where {@code current} leads; PHP's default is two minutes
     */
    PhpPool(Path sitePath, int workers, Duration realpathTtl, Faults faults) {
        this.sitePath = sitePath;
        this.realpathTtl = realpathTtl;
        this.faults = faults;
        for (int i = 0; i < workers; i++) {
            this.workers.add(new PhpWorker(FIRST_PID + i));
        }
    }

    /** A compiled script. */
    record Script(Path release, String text) {
        String releaseId() {
            return release.getFileName().toString();
        }
    }

    /** Has the next worker run one request. The pool runs its requests one after another. */
    synchronized <T> T serve(Function<PhpRequest, T> request) {
        var worker = nextWorker();
        if (restartPending && !faults.strikes(Fault.SLOW_REQUEST)) {
            restart();
        }
        worker.begin(restarts);
        current(worker); // opening the main script resolves its path, also where the compiled one is then taken from
        // the cache
        return request.apply(new PhpRequest(this, worker));
    }

    int size() {
        return workers.size();
    }

    /** When the pool and all its workers started, in seconds since 1970. */
    long started() {
        return started;
    }

    /** The first worker is the one that a slow request occupies. */
    private PhpWorker nextWorker() {
        int kept = workers.size() > 1 && faults.active(Fault.SLOW_REQUEST) ? 1 : 0;
        turn = (turn + 1) % (workers.size() - kept);
        return workers.get(kept + turn);
    }

    private void restart() {
        restartPending = false;
        restarts++;
        lastRestart = Math.max(Instant.now().getEpochSecond(), lastRestart + 1);
        scripts.clear();
    }

    void scheduleRestart() {
        restartPending = true;
    }

    int forgetOthers(String release) {
        int before = scripts.size();
        scripts.values().removeIf(script -> !script.releaseId().equals(release));
        return before - scripts.size();
    }

    OpcacheRestarts restarts() {
        return new OpcacheRestarts(started, lastRestart, restartPending, false, restarts, 0, 0);
    }

    List<PoolWorker> roll() {
        var slow = faults.activeSince(Fault.SLOW_REQUEST).map(since -> Duration.between(since, Instant.now()));
        return workers.stream()
                .map(worker -> new PoolWorker(
                        worker.pid(),
                        started,
                        Optional.of(worker == workers.get(0) ? slow.orElse(Duration.ZERO) : Duration.ZERO)))
                .toList();
    }

    /** The script that runs when {@code name} below {@code current} is requested or included; empty where there is none. */
    Optional<Script> script(String name, PhpWorker worker) {
        var kept = restartPending ? null : scripts.get(name);
        if (kept != null) {
            return Optional.of(kept);
        }
        var compiled = current(worker).flatMap(release -> compile(release, name));
        if (!restartPending) {
            compiled.ifPresent(script -> scripts.put(name, script));
        }
        return compiled;
    }

    /** Where {@code current} leads, by this worker's cache. */
    Optional<Path> current(PhpWorker worker) {
        return Optional.ofNullable(worker.current(realpathTtl, this::resolveCurrent));
    }

    private @Nullable Path resolveCurrent() {
        try {
            return sitePath.resolve("current").toRealPath();
        } catch (IOException missing) {
            return null;
        }
    }

    private static Optional<Script> compile(Path release, String name) {
        try {
            return Optional.of(new Script(release, Files.readString(release.resolve(name))));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}
