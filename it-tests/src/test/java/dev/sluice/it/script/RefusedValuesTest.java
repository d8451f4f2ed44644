package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostScript;
import dev.sluice.host.HostScripts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a defect of the coordinator could send: each value that a script refuses, before it changes or runs anything. */
class RefusedValuesTest extends ScriptTest {
    /** Nothing can be made there, whatever a script does. */
    private static final String NOWHERE = "/dev/null/nowhere";

    private static final Map<String, String> LEASE = Map.of("path", NOWHERE, "rollout", "r-1", "token", "1");
    private static final Map<String, String> LOCK = with(
            LEASE,
            "owner",
            "o",
            "coordinator",
            "",
            "ttl",
            "9",
            "known",
            "1",
            "inventory",
            "i",
            "site",
            "s",
            "host",
            "h",
            "verb",
            "hold");
    private static final Map<String, String> STAGED = with(LEASE, "release", "r1", "umask", "022", "group", "");
    private static final Map<String, String> ENDPOINT =
            with(STAGED, "docroot", "", "config", "", "endpoint_sha256", "");
    private static final Map<String, String> TASK = with(
            LEASE,
            "release",
            "r1",
            "key",
            "k",
            "run",
            ":",
            "timeout",
            "9",
            "user",
            "",
            "again",
            "no",
            "variables",
            "0");
    private static final Map<String, String> KEEP =
            with(LEASE, "plan_lines", "1", "plan_sha256", "", "journal_sha256", "", "head", "", "keep", "10");

    /** A script and values that all make sense; its directory is missing. */
    private record Call(HostScript script, Map<String, String> values) {
        Call but(String key, String value) {
            return new Call(script, with(values, key, value));
        }
    }

    private static final Call TAKE_OVER = new Call(HostScripts.LOCK, with(LOCK, "verb", "takeover"));
    private static final Call RENEW = new Call(HostScripts.LOCK, with(LOCK, "verb", "renew"));
    private static final Call BEGIN = new Call(
            HostScripts.STAGE_BEGIN,
            with(
                    STAGED,
                    "digest",
                    "0f",
                    "compression",
                    "none",
                    "endpoint_bytes",
                    "0",
                    "endpoint_sha256",
                    "",
                    "recycle",
                    "r0",
                    "copy",
                    "r0",
                    "link",
                    "no"));
    private static final Call FILES = new Call(
            HostScripts.STAGE_FILES,
            with(
                    ENDPOINT,
                    "digest",
                    "0f",
                    "compression",
                    "none",
                    "shared_directories",
                    "",
                    "shared_files",
                    "",
                    "writable",
                    ""));
    private static final Call SWITCH = new Call(
            HostScripts.SWITCH, with(LEASE, "from", "", "to", "", "restore", "no", "actor", "a", "event", "e"));
    private static final Call MARK =
            new Call(HostScripts.MARK, with(LEASE, "release", "r1", "state", "good", "actor", "a"));
    private static final Call PRUNE = new Call(HostScripts.PRUNE, with(LEASE, "keep", "", "back", ""));
    private static final Call ADOPT = new Call(HostScripts.ADOPT, with(ENDPOINT, "without", ""));
    private static final Call CHECK = new Call(HostScripts.CHECK, with(LEASE, "run", ":", "limit", "9"));
    private static final Call ASSETS =
            new Call(HostScripts.ASSETS, with(STAGED, "directories", "public\na/b", "earlier", "r2\n"));
    private static final Call COMPARE = new Call(HostScripts.WAY_BACK, with(LEASE, "release", "r1", "without", ""));
    private static final Call RECORD = new Call(HostScripts.RECORD_KEEP, KEEP);
    private static final Call READ = new Call(HostScripts.RECORD_READ, with(LEASE, "file", "plan.json", "from", "0"));
    private static final Call RUN = new Call(HostScripts.TASK, TASK);

    private static final Call RESTRICT = new Call(HostScripts.RESTRICTIONS, with(LEASE, "line", "{}", "counter", "1"));

    private static final List<Call> SENSIBLE = List.of(
            TAKE_OVER, RENEW, BEGIN, FILES, SWITCH, MARK, PRUNE, ADOPT, CHECK, ASSETS, COMPARE, RECORD, READ, RUN,
            RESTRICT);

    @UnderShells
    void what_makes_sense_is_not_refused_for_its_values(LocalShell shell) throws Exception {
        var site = site(shell);
        for (var call : SENSIBLE) {
            var result = run(site, call.script(), call.values());
            assertEquals("no-path", result.code(), call.script().name() + result);
        }
        for (var verb : List.of("hold", "retoken", "release", "break")) {
            assertEquals(
                    "no-path",
                    run(site, HostScripts.LOCK, with(LOCK, "verb", verb)).code(),
                    verb);
        }
        var zipped = FILES.but("compression", "gzip");
        assertEquals("no-path", run(site, zipped.script(), zipped.values()).code());
        var long64 = MARK.but("release", "a".repeat(64)).but("state", "bad");
        assertEquals("no-path", run(site, long64.script(), long64.values()).code());
        var journal = READ.but("file", "journal.jsonl");
        assertEquals("no-path", run(site, journal.script(), journal.values()).code());
        var longest = RESTRICT.but("line", "x".repeat(65_536)).but("counter", "9".repeat(17));
        assertEquals("no-path", run(site, longest.script(), longest.values()).code());
        var umask = ADOPT.but("umask", "0027");
        assertEquals("no-path", run(site, umask.script(), umask.values()).code());
    }

    private static Stream<Call> each(Call call, String key, String... values) {
        return Stream.of(values).map(value -> call.but(key, value));
    }

    private static Stream<Call> senseless() {
        var take = TAKE_OVER.but("verb", "take");
        return Stream.of(
                        each(TAKE_OVER, "rollout", "", "a/b"),
                        each(TAKE_OVER, "verb", "borrow"),
                        each(TAKE_OVER, "ttl", "", "1x"),
                        each(TAKE_OVER, "coordinator", "c0FFEE", "x", "a/b"),
                        each(RENEW, "ttl", "", "1x"),
                        each(take, "ttl", "", "1x"),
                        each(BEGIN, "release", "a/b"),
                        each(BEGIN, "digest", "", "0F"),
                        each(FILES, "release", "a/b"),
                        each(FILES, "compression", "zip"),
                        each(BEGIN, "recycle", "a/b"),
                        each(BEGIN, "copy", "-r"),
                        each(FILES, "umask", "22"),
                        each(MARK, "release", "", "a b", ".a", "a".repeat(65)),
                        each(MARK, "state", "worse"),
                        each(PRUNE, "keep", "r1\n../x"),
                        each(PRUNE, "back", "../x"),
                        each(ADOPT, "umask", "0028", "028"))
                .flatMap(calls -> calls);
    }

    private static Stream<Call> moreSenseless() {
        return Stream.of(
                        each(CHECK, "limit", "", "1x", "0"),
                        each(ASSETS, "release", "a/b"),
                        each(ASSETS, "earlier", "r2\n../x"),
                        each(ASSETS, "umask", "rwx"),
                        each(COMPARE, "release", "a/b"),
                        each(RECORD, "rollout", "", "a/b", ".a"),
                        each(RECORD, "keep", "", "0"),
                        each(RECORD, "plan_lines", "1x"),
                        each(READ, "rollout", "a/b", ".a"),
                        each(READ, "file", "../plan.json"),
                        each(READ, "from", "", "1x"),
                        each(RESTRICT, "counter", "", "1x", "9".repeat(18)),
                        each(RESTRICT, "line", "x".repeat(65_537)),
                        each(RUN, "release", "a/b"),
                        each(RUN, "rollout", "a/b"),
                        each(RUN, "key", "a/b"),
                        each(RUN, "timeout", "", "0", "1x"),
                        each(RUN, "variables", "", "1x"),
                        each(RUN, "user", "-u", "a b"),
                        each(new Call(HostScripts.HTTP, Map.of()), "most", "", "1x"))
                .flatMap(calls -> calls);
    }

    @UnderShells
    void what_makes_no_sense_is_refused(LocalShell shell) throws Exception {
        var site = site(shell);
        for (var call : Stream.concat(senseless(), moreSenseless()).toList()) {
            var result = run(site, call.script(), call.values());
            assertEquals("usage", result.code(), call.script().name() + call.values() + result);
        }
    }

    @UnderShells
    void a_path_that_leads_out_of_a_release_is_refused_by_name(LocalShell shell) throws Exception {
        var site = site(shell);
        for (var path : List.of("/", "a//b", ".", "./a", "..", "a/../b")) {
            var call = ASSETS.but("directories", "public\n" + path);
            var result = run(site, call.script(), call.values());
            assertEquals("bad-path", result.code(), path);
        }
    }

    @UnderShells
    void a_value_that_was_not_given_is_named(LocalShell shell) throws Exception {
        var site = site(shell);
        for (var call : SENSIBLE) {
            var result = run(site, call.script(), Map.of("path", NOWHERE));
            assertEquals("usage", result.code(), call.script().name());
            assertTrue(call.values().containsKey(result.find("missing").orElseThrow()), result::toString);
        }
        for (var verb : List.of("take", "takeover", "renew", "hold", "release")) {
            var little = Map.of("path", site.path().getRoot() + "tmp", "verb", verb, "rollout", "r-1");
            assertEquals("usage", run(site, HostScripts.LOCK, little).code(), verb);
        }
        assertEquals(
                "missing",
                run(site, HostScripts.INSPECT, Map.of())
                        .values()
                        .keySet()
                        .iterator()
                        .next());
        assertEquals(
                "most", run(site, HostScripts.HTTP, Map.of()).find("missing").orElseThrow());
        assertEquals(
                "path",
                run(site, HostScripts.CHECK, Map.of("run", ":", "limit", "9"))
                        .values()
                        .get("missing"));
    }

    @UnderShells
    void a_directory_that_is_no_absolute_plain_path_is_refused(LocalShell shell) throws Exception {
        var site = site(shell);
        for (var path : List.of("", "/", "srv/shop", "/srv/../etc", "/srv/..", "/srv\n/shop")) {
            var result = run(
                    site,
                    HostScripts.INSPECT,
                    Map.of("path", path, "docroot", "", "shared_files", "", "shared_directories", ""));
            assertEquals("usage", result.code(), path);
            assertEquals(path, result.find("path").orElseThrow());
        }
    }

    @UnderShells
    void lines_that_are_no_values_end_it_before_it_begins(LocalShell shell) throws Exception {
        var site = site(shell);
        for (var line : List.of("=x", "A=x", "a;touch pwned;=x", "most=%zz", "most=%4", "most=%")) {
            var nonce = LocalSession.nonce();
            var script = site.session()
                    .withPath(HostCommand.of(HostScripts.HTTP, Map.of(), Duration.ofSeconds(9)))
                    .script();
            var process = site.session().start().start();
            try (var in = process.getOutputStream()) {
                in.write((nonce + "\n" + script.text() + nonce + "\n" + line + "\n" + nonce + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(nonce + " ERR failed doing=reading%20the%20values\n", said, line);
            assertEquals(65, process.waitFor(), line);
        }
        assertFalse(Files.exists(Path.of("pwned")));
    }
}
