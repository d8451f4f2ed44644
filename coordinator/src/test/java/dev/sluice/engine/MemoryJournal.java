package dev.sluice.engine;

import dev.sluice.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.List;

/** A journal that can die: of a group, what came before the moment is on disk, as it is after a crash. */
class MemoryJournal implements Journal {
    private final List<RolloutEvent> events;
    private final List<Integer> groups = new ArrayList<>();
    private final int most;
    private boolean dead;

    MemoryJournal() {
        this(new ArrayList<>(), Integer.MAX_VALUE);
    }

    /**
     * @param events what earlier coordinators left, and what is appended
     * @param more how many are taken before it dies
     */
    MemoryJournal(List<RolloutEvent> events, int more) {
        this.events = events;
        this.most = more == Integer.MAX_VALUE ? more : events.size() + more;
    }

    /** Takes nothing more, as if the process had ended. */
    synchronized void die() {
        dead = true;
    }

    @Override
    public synchronized void append(List<RolloutEvent> group) throws JournalException {
        if (dead) {
            throw new JournalException("the journal is dead");
        }
        if (events.size() + group.size() > most) {
            events.addAll(group.subList(0, most - events.size()));
            dead = true;
            throw new JournalException("no space left on device");
        }
        events.addAll(group);
        groups.add(group.size());
    }

    @Override
    public synchronized List<RolloutEvent> events() {
        return List.copyOf(events);
    }

    synchronized List<Integer> groups() {
        return List.copyOf(groups);
    }

    @Override
    public synchronized String head() {
        return "head-" + events.size();
    }

    @Override
    public void close() {}
}
