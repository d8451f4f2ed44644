package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.CommandResult;
import dev.sluice.host.Sessions;
import dev.sluice.opcache.CodeRefresh.ProofException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadCheckTest {
    private final FakePool pool = new FakePool(1);
    private final ScriptedHost shell = new ScriptedHost();

    /** The workers that answer are children of process 1. */
    private void check() throws Exception {
        var sessions = new Sessions(shell, (session, web) -> pool);
        new ReloadCheck(FakePool.host(Optional.empty()), sessions)
                .refuse(pool.client().status("new"));
    }

    @ParameterizedTest
    @CsvSource({"0", "0s", "00"})
    void a_reload_that_would_end_requests_of_visitors_is_refused(String timeout) {
        shell.master(1, timeout);
        var failure = assertThrows(ProofException.class, this::check);
        assertEquals("a reload would end requests of visitors", failure.getMessage());
        assertTrue(failure.why().startsWith("process_control_timeout is 0 in /etc/php-fpm.conf"), failure.why());
    }

    @ParameterizedTest(name = "master {0} with {1}")
    @CsvSource({"1, 10s", "1, ''", "2, 0"})
    void a_master_that_waits_or_whose_workers_are_not_ours_is_no_matter(int master, String timeout) {
        shell.master(master, timeout);
        assertDoesNotThrow(this::check);
    }

    @Test
    void a_host_on_which_nobody_can_look_what_a_reload_does_is_refused() {
        shell.answer = new CommandResult("no-path", Map.of(), List.of(), "");
        var refused = assertThrows(ProofException.class, this::check);
        assertEquals("what a reload would do is unknown", refused.getMessage());
        assertTrue(refused.why().startsWith("the directory does not exist or cannot be entered"), refused.why());
        shell.gone = true;
        var gone = assertThrows(ProofException.class, this::check);
        assertEquals("what a reload would do is unknown", gone.getMessage());
        assertEquals("cannot connect", gone.why());
    }
}
