package dev.sluice.engine;

import dev.sluice.engine.FailPoint.Place;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutEvent;
import java.util.List;

/** A journal that calls a fail point for each record, before its group is written and after it is synced. */
final class StoppableJournal implements Journal {
    private final Journal journal;
    private final FailPoint failPoint;

    StoppableJournal(Journal journal, FailPoint failPoint) {
        this.journal = journal;
        this.failPoint = failPoint;
    }

    @Override
    public void append(List<RolloutEvent> events) throws JournalException {
        reached(Place.BEFORE_RECORD, events);
        journal.append(events);
        reached(Place.AFTER_RECORD, events);
    }

    private void reached(Place place, List<RolloutEvent> events) {
        for (var event : events) {
            var host = event instanceof HostEvent about ? about.host().value() : "";
            failPoint.reached(place, event.getClass().getSimpleName(), host);
        }
    }

    @Override
    public List<RolloutEvent> events() {
        return journal.events();
    }

    @Override
    public String head() {
        return journal.head();
    }

    @Override
    public void close() throws JournalException {
        journal.close();
    }
}
