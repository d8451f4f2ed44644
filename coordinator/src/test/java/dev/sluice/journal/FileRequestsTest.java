package dev.sluice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Requests.Heard;
import dev.sluice.engine.Requests.Request;
import dev.sluice.engine.Requests.Waiting;
import dev.sluice.rollout.RolloutState.Demand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileRequestsTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");

    @TempDir
    private Path record = Path.of("");

    private final FileRequests requests = new FileRequests();

    private static List<Request> said(Heard heard) {
        return heard.requests().stream().map(Waiting::request).toList();
    }

    @Test
    void requests_wait_in_the_order_in_which_they_were_made_until_they_are_done() throws Exception {
        var abort = new Request.Abort(AT.plusMillis(2), Demand.REVERT, "carl \"night\" $(x) ü");
        var promote = new Request.Promote(AT.plusMillis(1), Optional.of(2), "ben");
        var pause = new Request.Pause(AT, "anna");
        var last = requests.ask(record, abort);
        var middle = requests.ask(record, promote);
        var first = requests.ask(record, pause);
        assertEquals(List.of(first, middle, last), requests.waiting(record).requests());
        assertEquals(List.of(pause, promote, abort), said(requests.waiting(record)), "they are still there");
        requests.done(record, first);
        requests.done(record, first);
        assertFalse(requests.isWaiting(record, first));
        assertTrue(requests.isWaiting(record, last));
        assertEquals(List.of(promote, abort), said(requests.waiting(record)));
    }

    @Test
    void two_requests_of_the_same_moment_are_two() throws Exception {
        var pause = new Request.Pause(AT, "anna");
        requests.ask(record, pause);
        requests.ask(record, pause);
        assertEquals(List.of(pause, pause), said(requests.waiting(record)));
    }

    @Test
    void nobody_else_can_look_into_the_inbox() throws Exception {
        var asked = requests.ask(record, new Request.Pause(AT, "anna"));
        var inbox = record.resolve("inbox");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(inbox)));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(inbox.resolve(asked.name()))));
    }

    @Test
    void before_the_first_request_there_is_nothing_and_nothing_is_made() throws Exception {
        assertEquals(new Heard(List.of(), List.of()), requests.waiting(record));
        assertFalse(Files.exists(record.resolve("inbox")));
    }

    @Test
    void what_is_no_request_is_put_aside_and_told_once() throws Exception {
        var asked = requests.ask(record, new Request.Pause(AT, "anna"));
        var inbox = record.resolve("inbox");
        for (var text : List.of(
                "",
                "{",
                "{\"v\":2,\"type\":\"Pause\",\"at\":\"2026-11-22T22:30:00Z\",\"by\":\"a\"}",
                "{\"v\":1,\"type\":\"Format\",\"at\":\"2026-11-22T22:30:00Z\",\"by\":\"a\"}",
                "{\"v\":1,\"type\":\"Pause\",\"by\":\"a\"}")) {
            Files.writeString(inbox.resolve("0-" + text.length() + ".json"), text);
        }
        Files.writeString(inbox.resolve(".half.new"), "{\"v\":1");
        var heard = requests.waiting(record);
        assertEquals(List.of(asked), heard.requests());
        assertEquals(5, heard.problems().size(), heard::toString);
        assertEquals(new Heard(List.of(asked), List.of()), requests.waiting(record));
    }
}
