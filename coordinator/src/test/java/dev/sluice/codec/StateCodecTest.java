package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.inventory.HostName;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StateCodecTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");

    @Test
    void a_state_names_its_hosts_in_their_order() {
        var state = RolloutState.replay(
                SamplePlan.of("web02", "web01"),
                List.of(new HostEvent.HostLocked(AT, new HostName("web01"), 7), new FleetEvent.Held(AT, 1)));
        assertEquals("""
                {
                  "v": 1,
                  "phase": "held",
                  "hosts": {
                    "web01": {
                      "phase": "planned",
                      "token": 7,
                      "rotation": "in",
                      "turns": 0,
                      "tasks": {},
                      "assets": false
                    },
                    "web02": {
                      "phase": "planned",
                      "rotation": "in",
                      "turns": 0,
                      "tasks": {},
                      "assets": false
                    }
                  },
                  "batch": 0,
                  "gates": {
                    "1": "held"
                  },
                  "tasks": {}
                }
                """, new StateCodec().encode(state));
    }
}
