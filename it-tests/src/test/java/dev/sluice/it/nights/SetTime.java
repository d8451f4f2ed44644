package dev.sluice.it.nights;

import dev.sluice.host.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** A clock that is set, and that moves by what is waited for, at once. */
public final class SetTime implements Timekeeper {
    private final TreeMap<Instant, Runnable> events = new TreeMap<>();
    private Instant now;
    private Duration waited = Duration.ZERO;

    public SetTime(Instant now) {
        this.now = now;
    }

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

    /** Sets the clock on the wall; what was to happen until then happens. */
    public synchronized void set(Instant moment) {
        now = moment;
        var due = new TreeMap<>(events.headMap(moment, true));
        events.keySet().removeAll(due.keySet());
        due.values().forEach(Runnable::run);
    }

    /** Runs something as soon as the clock shows this moment. */
    synchronized void at(Instant moment, Runnable event) {
        events.put(moment, event);
    }
}
