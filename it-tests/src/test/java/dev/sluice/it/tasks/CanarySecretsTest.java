package dev.sluice.it.tasks;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.FleetOptions.DocumentRoot;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret of its own in every place that one can come from: each is used, and none is found anywhere afterwards. */
class CanarySecretsTest {
    private static final RealFleet FLEET =
            RealFleet.of(2).root(DocumentRoot.REALPATH_ROOT).start();
    private static final Canary PASSPHRASE = Canary.of("the key's passphrase, by env:");
    private static final Canary WEB = Canary.of("a header of every request, by file:");
    private static final Canary CHECK = Canary.of("a header of a health check, by command:");
    private static final Canary TOKEN = Canary.of("the header of the site's own endpoint, by env:");
    private static final Canary BY_ENV = Canary.of("a task's variable, by env:");
    private static final Canary BY_FILE = Canary.of("a task's variable, by file:");
    private static final Canary BY_COMMAND = Canary.of("a task's variable, by command:");
    private static final Canary HERE = Canary.of("a variable of a task at the coordinator, by env:");
    private static final List<Canary> ALL = List.of(PASSPHRASE, WEB, CHECK, TOKEN, BY_ENV, BY_FILE, BY_COMMAND, HERE);

    /** Answers with digests, so that a health check sees that both headers came. */
    private static final String SEEN_PAGE = """
            <?php
            echo hash('sha256', $_SERVER['HTTP_X_CANARY_WEB'] ?? ''), ' ', hash('sha256', $_SERVER['HTTP_X_CANARY_CHECK'] ?? '');
            """;

    private static final String TOKEN_PAGE = """
            <?php
            $good = hash('sha256', $_SERVER['HTTP_X_CANARY_TOKEN'] ?? '') === '%s';
            if ($good) { opcache_reset(); echo 'success'; }
            """.formatted(digest(TOKEN));

    /** What frameworks show when something breaks: the request, with all its headers. */
    private static final String DEBUG_PAGE = """
            <?php
            http_response_code(500);
            foreach (['HTTP_X_CANARY_WEB', 'HTTP_X_CANARY_TOKEN'] as $name) { echo "$name: {$_SERVER[$name]}\\n"; }
            """;

    private static final String TASKS = """
            tasks:
              prepare:
                - name: use
                  env: { A: "env:CANARY_TASK", B: "Bearer file:task.secret", C: "command:cat command.secret" }
                  run: |
                    umask 077
                    for value in "$A" "${B#Bearer }" "$C"; do printf %s "$value" | sha256sum | cut -c 1-64; done >"$SLUICE_PATH/used"
                    sleep 0.7
              finish:
                - name: careless
                  where: coordinator
                  env: { D: "env:CANARY_HERE" }
                  run: |
                    printf %s "$D" | sha256sum | cut -c 1-64 >used-here
                    echo "D is $D"; printf %s "$D" | base64 -w 0; echo
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterAll
    static void close() {
        FLEET.close();
    }

    private static String digest(Canary canary) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(canary.secret().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void secretFile(String name, String text) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.writeString(Files.createFile(directory.resolve(name), owner), text);
    }

    private Operator operator() throws IOException {
        secretFile("web.secret", WEB.secret() + "\n");
        secretFile("task.secret", BY_FILE.secret());
        secretFile("command.secret", BY_COMMAND.secret());
        secretFile("check.secret", CHECK.secret());
        secretFile("key", Files.readString(FLEET.clientKey()));
        Command.run(List.of("ssh-keygen", "-q", "-p", "-N", PASSPHRASE.secret(), "-f", directory + "/key"));
        var operator = Operator.of(inventory(), PlaybookText.simple().more(TASKS), directory);
        var playbook = directory.resolve("playbook.yml");
        Files.writeString(playbook, withCanaries(Files.readString(playbook)));
        return operator.with(environment(PASSPHRASE));
    }

    private static Map<String, String> environment(Canary passphrase) {
        return Map.of(
                "CANARY_PASSPHRASE",
                passphrase.secret(),
                "CANARY_TOKEN",
                TOKEN.secret(),
                "CANARY_TASK",
                BY_ENV.secret(),
                "CANARY_HERE",
                HERE.secret());
    }

    private String inventory() {
        var jump = FLEET.host(2);
        return FLEET.inventory("prod")
                .replace(
                        "    key: " + FLEET.clientKey() + "\n",
                        "    key: key\n    passphrase: env:CANARY_PASSPHRASE\n    jump: \"%s:%d\"\n"
                                .formatted(jump.address(), jump.sshPort()))
                .replace("  web:\n    url:", "  web:\n    headers: { X-Canary-Web: \"file:web.secret\" }\n    url:");
    }

    private static String withCanaries(String playbook) {
        return playbook.replace("opcache:\n", """
                        opcache:
                          for:
                            - on: web02
                              endpoint: { url: /token.php, header: "X-Canary-Token: env:CANARY_TOKEN", expect: success }
                        """).replace("health:\n", """
                        health:
                          - name: seen
                            http: /seen.php
                            contains: "%s %s"
                            headers: { X-Canary-Check: "command:cat check.secret" }
                        """.formatted(digest(WEB), digest(CHECK)));
    }

    private static void pages(Path release, String tokenPage) throws IOException {
        Files.writeString(release.resolve("public/seen.php"), SEEN_PAGE);
        Files.writeString(release.resolve("public/token.php"), tokenPage);
    }

    private Ended release(Operator operator, String label, String tokenPage) throws IOException {
        var site = SampleSite.of(label);
        pages(operator.build(site), tokenPage);
        return operator.release(site, "--output-dir", "out-" + label, "-v");
    }

    @Test
    @Tag("everything")
    void every_secret_is_used_and_none_is_found_afterwards() throws IOException {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
        for (var host : FLEET.hosts()) {
            pages(host.sitePath().resolve("releases/v1"), TOKEN_PAGE);
        }
        var operator = operator();
        try (var arguments = ArgumentsSeen.watch()) {
            ends(4, operator.with(environment(TOKEN)).release(SampleSite.of("v2")));
            var first = ends(0, release(operator, "v2", TOKEN_PAGE)).rollout();
            ends(5, release(operator, "v3", DEBUG_PAGE));
            ends(0, operator.run("rollback", "--yes", "--output-dir", "out-back", "-v"));
            reads(operator, first);
            used();
            nowhere(arguments);
        }
    }

    /** Commands that print what hosts say, and what is recorded. */
    private static void reads(Operator operator, String rollout) {
        for (var command : List.of("status --live", "hosts --live", "doctor", "explain web02", "validate")) {
            operator.run(command.split(" ", -1));
        }
        // These read files of this machine, and are given no secret.
        var withoutSecrets = operator.with(Map.of());
        withoutSecrets.run("history");
        ends(0, withoutSecrets.run("logs", rollout));
    }

    /** That the releases succeeded says it of the headers: pages compared the digests. */
    private void used() throws IOException {
        for (var host : FLEET.hosts()) {
            assertEquals(
                    List.of(digest(BY_ENV), digest(BY_FILE), digest(BY_COMMAND)),
                    Files.readAllLines(host.sitePath().resolve("used")));
        }
        assertEquals(List.of(digest(HERE)), Files.readAllLines(directory.resolve("used-here")));
        assertTrue(texts(directory.resolve("state")).anyMatch(text -> text.contains("careless | D is [secret]")));
        assertTrue(
                texts(directory.resolve("state")).anyMatch(text -> text.contains("HTTP_X_CANARY_WEB: [secret]")),
                "the page of v3 that shows its request's headers is quoted nowhere");
    }

    private void nowhere(ArgumentsSeen arguments) throws IOException {
        var places = new ArrayList<String>();
        for (var text : arguments.all()) {
            report(places, "an argument", text);
        }
        for (var file : files()) {
            report(places, file.toString(), text(file));
        }
        assertEquals(List.of(), places);
        assertTrue(arguments.looks() > 100, () -> "looked only " + arguments.looks() + " times");
        assertTrue(arguments.all().stream().anyMatch(text -> text.startsWith("sleep 0.7")), "a task's process");
        assertFalse(found(text(directory.resolve("web.secret"))).isEmpty(), "a secret that is there is not found");
    }

    private void report(List<String> places, String place, String text) throws IOException {
        found(text).forEach(what -> places.add(what + " is in " + place));
        var key = Files.readString(directory.resolve("endpoint.pem"));
        key.lines()
                .filter(line -> !line.startsWith("-----") && text.contains(line))
                .forEach(line -> places.add("a line of the endpoint's key is in " + place));
    }

    private static List<String> found(String text) {
        return ALL.stream()
                .filter(canary -> canary.forms().stream().anyMatch(text::contains))
                .map(Canary::where)
                .toList();
    }

    /** Records, results, output of all commands, and everything on the hosts, their servers' logs included. */
    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        try (var here = Files.list(directory)) {
            here.filter(path -> path.getFileName().toString().matches("state|out-.*|.*\\.(out|err|yml)|used-here"))
                    .forEach(path -> files.addAll(below(path)));
        }
        for (RealHost host : FLEET.hosts()) {
            files.addAll(below(FLEET.directory().resolve(host.name())));
        }
        assertTrue(files.stream().anyMatch(file -> file.endsWith("journal.jsonl")), files::toString);
        assertTrue(files.stream().anyMatch(file -> file.endsWith("result.json")), files::toString);
        return files;
    }

    private static List<Path> below(Path root) {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> texts(Path root) {
        return below(root).stream().map(CanarySecretsTest::text);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
