package dev.sluice.demo;

import dev.sluice.endpoint.EndpointWorker;
import dev.sluice.endpoint.OpcacheRestarts;
import java.nio.file.Path;
import java.util.Optional;

/** What a script can see and do while one worker runs it. */
record PhpRequest(PhpPool pool, PhpWorker worker) {
    /** An invented process that is the parent of all. */
    private static final int MASTER = 20_000;

    /** The script behind a name below {@code current}, by the rules of the cache. */
    Optional<PhpPool.Script> script(String name) {
        return pool.script(name, worker);
    }

    /** {@code realpath(current)}. */
    Optional<Path> current() {
        return pool.current(worker);
    }

    /** {@code opcache_reset()}. */
    void reset() {
        pool.scheduleRestart();
    }

    /** {@code clearstatcache(true)}. */
    void sweep() {
        worker.forget();
    }

    /** {@code opcache_invalidate()} for all scripts of other releases; returns for how many. */
    int forgetOthers(String release) {
        return pool.forgetOthers(release);
    }

    OpcacheRestarts restarts() {
        return pool.restarts();
    }

    EndpointWorker self() {
        return new EndpointWorker(worker.pid(), pool.started(), MASTER, "fpm-fcgi", false, "www", pool.roll());
    }
}
