package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.codec.EventCodec;
import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.Samples;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of every version that ever wrote one: they can be read for ever. */
final class GoldenJournalTest {
    static List<Path> records() throws IOException, URISyntaxException {
        var root = Objects.requireNonNull(GoldenJournalTest.class.getResource("/journals"));
        try (var versions = Files.list(Path.of(root.toURI()))) {
            return versions.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_record_gives_the_state_that_it_always_gave(Path record) throws Exception {
        var files = new RolloutFiles(record);
        var text = files.planText();
        var replay = files.replay(PlanCodec.digest(text));
        var state = RolloutState.replay(files.plan(text), replay.events());
        assertEquals(0, replay.torn());
        assertEquals(RolloutPhase.FINISHED, state.phase());
        assertEquals(Outcome.MIXED, state.outcome().orElseThrow());
        assertEquals("1 of 4 hosts failed", state.trouble().orElseThrow());
        assertEquals(2, state.batch());
        assertEquals(Map.of(1, RolloutState.Gate.OPEN, 2, RolloutState.Gate.REFUSED), state.gates());
        var phases = new TreeMap<String, HostPhase>();
        state.hosts().forEach((name, host) -> phases.put(name.value(), host.phase()));
        assertEquals(
                Map.of(
                        "web01", HostPhase.SWITCHED,
                        "web02", HostPhase.REVERTED,
                        "web03", HostPhase.UNKNOWN,
                        "web04", HostPhase.DIVERGED,
                        "web05", HostPhase.LEFT_OUT),
                phases);
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_record_is_written_again_byte_by_byte(Path record) throws Exception {
        var files = new RolloutFiles(record);
        var text = files.planText();
        assertEquals(text, new PlanCodec().encode(files.plan(text)));
        var head = PlanCodec.digest(text);
        var again = new StringBuilder();
        for (var written : Files.readAllLines(files.journalFile())) {
            var line = JournalLine.sound(written).orElseThrow();
            var event = new EventCodec().encode(new EventCodec().decode(line.event()));
            var same = new JournalLine(line.seq(), line.group(), head, event).text();
            again.append(same).append('\n');
            head = PlanCodec.digest(same);
        }
        assertEquals(Files.readString(files.journalFile(), StandardCharsets.US_ASCII), again.toString());
    }

    @Test
    void the_records_know_every_event() throws Exception {
        var missing = new HashSet<>(Samples.eventTypes());
        for (var record : records()) {
            var files = new RolloutFiles(record);
            files.replay(PlanCodec.digest(files.planText()))
                    .events()
                    .forEach(event -> missing.remove(event.getClass()));
        }
        assertFalse(missing.size() > 0, "no record has " + missing);
    }

    @Test
    void the_newest_record_is_the_golden_rollout() throws Exception {
        var all = records();
        var files = new RolloutFiles(all.get(all.size() - 1));
        var text = files.planText();
        assertEquals(GoldenRollout.PLAN, files.plan(text));
        assertEquals(
                GoldenRollout.events(), files.replay(PlanCodec.digest(text)).events());
    }
}
