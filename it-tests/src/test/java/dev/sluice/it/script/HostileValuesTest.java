package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostScript;
import dev.sluice.host.HostScripts;
import dev.sluice.step.LeaseOwner;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.SiteIdentity;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.TakeLease;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class HostileValuesTest extends ScriptTest {
    private static final List<String> HOSTILE = List.of(
            "$(touch pwned)",
            "`touch pwned`",
            "'; touch pwned; '",
            "\"; touch pwned; \"",
            "a\nOK\nb\n\n",
            "-n",
            "-rf /",
            "%s%n%41%",
            "\\n\\0101\\c",
            "*",
            "~root",
            "ünïcode 日本 \uD83D\uDE00",
            "\t \u0001\u007f",
            "${IFS}$PATH",
            "a=b=c==",
            "");

    @UnderShells
    void every_value_arrives_literally_and_comes_back_so(LocalShell shell) throws Exception {
        var session = site(shell).session();
        var text = HostScripts.INSPECT.text();
        var echo = new HostScript("echo", text.substring(0, text.indexOf("# inspect:")) + "answer back \"$v_value\"\n");
        var all = String.join("|", HOSTILE);
        for (var value : HOSTILE) {
            assertEquals(value, back(session, echo, value));
        }
        assertEquals(all, back(session, echo, all));
        assertEquals("x".repeat(50_000), back(session, echo, "x".repeat(50_000)));
        assertFalse(Files.exists(Path.of("pwned")));
    }

    private static String back(LocalSession session, HostScript echo, String value) throws Exception {
        var result =
                session.run(HostCommand.of(echo, Map.of("path", "/nowhere", "value", value), Duration.ofSeconds(20)));
        assertEquals("", result.log());
        return result.find("back").orElseThrow();
    }

    /** A host keeps it in its own spelling, and reads that again. */
    @UnderShells
    void the_owner_of_a_lease_is_shown_as_it_was_given(LocalShell shell) throws Exception {
        var site = site(shell);
        for (var owner : List.of("DOM\\user pid 5", "\\n \\0101 \\c", "50 % of \"night\"", "ü \\ 日本", "a\\b")) {
            new TakeLease(
                            site.path().toString(),
                            LocalSite.ROLLOUT,
                            new LeaseOwner(owner, ""),
                            Duration.ofMinutes(2),
                            new SiteIdentity("prod", "shop", "web01"))
                    .on(site.session());
            assertEquals(owner, site.facts().lease().orElseThrow().owner().raw());
        }
    }

    @UnderShells
    void what_cannot_be_a_release_is_refused_before_anything_is_done(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        for (var id : HOSTILE) {
            var e = assertThrows(StepException.class, () -> new MarkRelease(lease, id, ReleaseMark.GOOD, "alice")
                    .on(site.session()));
            assertEquals(StepFailure.USAGE, e.failure(), id);
        }
        for (var actor : HOSTILE) {
            new MarkRelease(lease, "r1", ReleaseMark.GOOD, actor).on(site.session());
        }
        var history = Files.readAllLines(site.path().resolve(".sluice/history.log"));
        assertEquals(HOSTILE.size(), history.size());
        assertTrue(history.stream().allMatch(line -> line.split(" ", -1).length == 7), history.toString());
    }

    @UnderShells
    void values_cut_short_by_a_lost_connection_do_nothing(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var nonce = LocalSession.nonce();
        var command = site.session().withPath(HostCommand.of(HostScripts.LOCK, Map.of(), Duration.ofSeconds(9)));
        var process = site.session().start().start();
        try (var in = process.getOutputStream()) {
            var header = nonce + "\n" + command.script().text() + nonce + "\npath="
                    + lease.path().replace(" ", "%20") + "\nrollout=" + lease.rollout()
                    + "\ntoken=1\nverb=release\n";
            in.write(header.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(65, process.waitFor());
        assertTrue(site.facts().lease().isPresent());
    }
}
