package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FailPoint.Place;
import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailPointTest {
    private final EngineRun run = new EngineRun(PlanDraft.of(1));
    private final List<String> reached = Collections.synchronizedList(new ArrayList<>());

    private void listen() {
        run.failPoint = (place, type, host) -> reached.add(place + " " + type + " " + host);
    }

    private List<String> types(Place place) {
        return reached.stream()
                .filter(what -> what.startsWith(place + " "))
                .map(what -> what.split(" ", 3)[1])
                .toList();
    }

    @Test
    void every_record_is_told_before_it_is_written_and_after_it_is_synced() throws Exception {
        var journal = new MemoryJournal(run.events, Integer.MAX_VALUE);
        var early = new ArrayList<String>();
        run.failPoint = (place, type, host) -> {
            reached.add(place + " " + type + " " + host);
            var written = run.events.stream()
                    .filter(event -> event.getClass().getSimpleName().equals(type))
                    .count();
            var announced = Collections.frequency(types(Place.BEFORE_RECORD), type);
            var tooEarly = place == Place.BEFORE_RECORD && written >= announced;
            var notYet = place == Place.AFTER_RECORD && written < announced;
            if (tooEarly || notYet) {
                early.add(place + " " + type);
            }
        };

        assertEquals(Outcome.SUCCEEDED, run.run(journal).outcome().orElseThrow());

        var records = run.events.stream().map(RolloutEvent::getClass).map(Class::getSimpleName);
        assertEquals(records.toList(), types(Place.BEFORE_RECORD));
        assertEquals(types(Place.BEFORE_RECORD), types(Place.AFTER_RECORD));
        assertEquals(List.of(), early);
    }

    @Test
    void an_effect_is_told_between_its_announcement_and_its_outcome() throws Exception {
        listen();
        run.run();

        var story = reached.stream()
                .filter(what -> !what.startsWith(Place.BEFORE_RECORD.name()))
                .toList();
        int effect = story.indexOf("AFTER_EFFECT switchLink web001");
        assertEquals("AFTER_RECORD HostSwitching web001", story.get(effect - 1));
        assertEquals("AFTER_RECORD HostSwitched web001", story.get(effect + 1));
    }

    @Test
    void every_effect_of_a_rollout_is_told_and_no_look() throws Exception {
        listen();
        run.run();

        var effects = types(Place.AFTER_EFFECT).stream()
                .filter(effect -> !effect.equals("renewLease"))
                .toList();
        assertEquals(List.of("takeLease", "stage", "switchLink", "prove", "conclude"), effects);
        assertTrue(run.hosts.done().contains("AWAIT_HEALTH web001"));
    }
}
