package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.CommandResult;
import dev.sluice.host.Sessions;
import dev.sluice.opcache.EndpointException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReloadCommandTest {
    private final ScriptedHost host = new ScriptedHost();

    private void run() throws EndpointException {
        var sessions = new Sessions(host, (session, web) -> new FakePool(1));
        new ReloadCommand(FakePool.host(Optional.empty()), "systemctl reload php", sessions).run();
    }

    private EndpointException failure(String status, String over) {
        ended(status, over);
        return assertThrows(EndpointException.class, this::run);
    }

    private void ended(String status, String over) {
        var values = Map.of("status", status, "over", over, "output", "no such unit");
        host.answer = new CommandResult("", values, List.of(), "");
    }

    @Test
    void a_command_that_ends_well_has_reloaded_as_far_as_anybody_knows() throws Exception {
        ended("0", "no");
        run();
        assertEquals("systemctl reload php", host.commands.get(0).values().get("run"));
        assertEquals("60", host.commands.get(0).values().get("limit"));
    }

    @Test
    void a_command_that_fails_is_reported_with_its_status_and_its_words() {
        var failure = failure("3", "no");
        assertEquals(Kind.RELOAD_FAILED, failure.kind());
        assertEquals("opcache.reload failed, status 3: no such unit", failure.getMessage());
    }

    @Test
    void a_command_that_does_not_end_in_time_failed_whatever_its_status() {
        assertEquals(
                "opcache.reload failed, it did not end within 60 s: no such unit",
                failure("0", "yes").getMessage());
    }

    @Test
    void a_host_that_cannot_be_reached_or_refuses_to_run_it_is_reported_in_its_words() {
        host.answer = new CommandResult("no-path", Map.of(), List.of(), "");
        var refused = assertThrows(EndpointException.class, this::run);
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith("opcache.reload failed, the directory does not exist or cannot be entered"),
                refused::getMessage);
        host.gone = true;
        var gone = assertThrows(EndpointException.class, this::run);
        assertEquals("opcache.reload failed, cannot connect", gone.getMessage());
    }
}
