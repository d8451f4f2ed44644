package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostConversation;
import dev.sluice.host.HostScripts;
import dev.sluice.step.Examine;
import dev.sluice.step.HostFacts.Link;
import dev.sluice.step.Lease;
import dev.sluice.step.Prune;
import dev.sluice.step.SiteLogs;
import dev.sluice.step.Step;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.SwitchLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Directories in which something else is where a release, a link or a file should be. */
class OddHostsTest extends ScriptTest {
    private static StepFailure failure(LocalSite site, Step<?> step) {
        return assertThrows(StepException.class, () -> step.on(site.session())).failure();
    }

    private static SwitchLink to(Lease lease, String to, SwitchLink.Target target) {
        return new SwitchLink(
                lease,
                "",
                to,
                target,
                "alice",
                "released",
                new SiteLogs(List.of(), SiteLogs.Usual.LEFT_ALONE),
                () -> true);
    }

    private static void assertLink(LocalSite site, Link link, String target, Optional<String> live) throws Exception {
        var facts = site.facts();
        assertEquals(link, facts.link());
        assertEquals(HostText.of(target), facts.target());
        assertEquals(live, facts.live().map(release -> release.id()));
    }

    @UnderShells
    void each_kind_of_link_is_recognized(LocalShell shell) throws Exception {
        var site = site(shell);
        site.stage(site.lease(), "r1");
        var current = site.path().resolve("current");
        assertLink(site, Link.ABSENT, "", Optional.empty());
        Files.createDirectory(current);
        assertLink(site, Link.DIRECTORY, "", Optional.empty());
        Files.delete(current);
        Files.createFile(current);
        assertLink(site, Link.FILE, "", Optional.empty());
        for (var target : List.of("releases/gone", "releases/r1/public/index.php", "releases", "releases/r1/public")) {
            Files.delete(current);
            Files.createSymbolicLink(current, Path.of(target));
            assertLink(site, target.endsWith("gone") ? Link.DANGLING : Link.LINK, target, Optional.empty());
            assertEquals(Optional.empty(), site.facts().endpoint().sha256());
        }
        Files.delete(current);
        Files.createSymbolicLink(current, Path.of("releases/../releases/r1/."));
        assertLink(site, Link.LINK, "releases/../releases/r1/.", Optional.of("r1"));
    }

    @UnderShells
    void a_directory_that_no_answer_can_name_is_no_release_and_hides_none(LocalShell shell) throws Exception {
        var site = site(shell);
        site.stage(site.lease(), "r1");
        Files.createDirectory(site.path().resolve("releases/a\nb"));
        Files.createDirectory(site.path().resolve("releases/.incoming-a\u001bb"));
        var ids = site.facts().releases().stream().map(release -> release.id()).toList();
        assertEquals(List.of("r1"), ids);
    }

    @UnderShells
    void only_a_finished_release_or_what_was_there_before_is_switched_to(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        Files.createSymbolicLink(site.path().resolve("releases/r2"), Path.of("r1"));
        assertEquals(StepFailure.NO_RELEASE, failure(site, to(lease, "releases/r2", SwitchLink.Target.RELEASE)));
        assertEquals(StepFailure.USAGE, failure(site, to(lease, "shared", SwitchLink.Target.RELEASE)));
        assertEquals(StepFailure.NO_RELEASE, failure(site, to(lease, "gone", SwitchLink.Target.PREVIOUS_LINK)));
        var marker = site.path().resolve("releases/r1/.sluice-release");
        for (var text : List.of("id=r2\ndigest=0\n", "id=r1\ndigest=\n")) {
            Files.writeString(marker, text);
            assertEquals(StepFailure.NO_MARKER, failure(site, to(lease, "releases/r1", SwitchLink.Target.RELEASE)));
        }
        Files.createFile(site.path().resolve("current"));
        assertEquals(StepFailure.NOT_A_LINK, failure(site, to(lease, "shared", SwitchLink.Target.PREVIOUS_LINK)));
        assertEquals(StepFailure.NOT_A_LINK, failure(site, to(lease, "", SwitchLink.Target.PREVIOUS_LINK)));
        Files.delete(site.path().resolve("current"));
        assertEquals("", site.current());
    }

    @UnderShells
    void a_switch_that_does_not_work_is_a_failure_and_what_follows_one_that_does_is_none(LocalShell shell)
            throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        var stuck = site(shell, tools().with("mv", "exit 1"));
        assertEquals(StepFailure.NOT_SWITCHED, failure(stuck, to(lease, "releases/r1", SwitchLink.Target.RELEASE)));
        var poor = site(shell, tools().with("sync", "exit 1").with("date", "exit 1"));
        var values = Map.of(
                "path",
                lease.path(),
                "rollout",
                lease.rollout(),
                "token",
                "1",
                "from",
                "",
                "to",
                "releases/r1",
                "restore",
                "no",
                "actor",
                "a",
                "event",
                "e");
        var confirmed = new HostCommand.Confirmed(() -> true);
        var command = new HostCommand(HostScripts.SWITCH, values, confirmed, Duration.ofSeconds(60));
        var result = poor.session().run(command);
        assertEquals(Map.of("link", "releases/r1", "noop", "no", "synced", "no", "history", "no"), result.values());
        assertEquals("releases/r1", site.current());
        assertFalse(Files.exists(site.path().resolve(".sluice/log-positions")), "they were not asked for");
    }

    @UnderShells
    void what_login_files_set_changes_nothing(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        site.release(lease, "", "r1");
        var elsewhere = directory().resolve("elsewhere");
        Files.createDirectories(elsewhere.resolve("releases/r1"));
        Files.createSymbolicLink(elsewhere.resolve("current"), Path.of("releases/r1"));
        var values = Map.of("path", lease.path(), "docroot", "", "shared_files", "", "shared_directories", "");
        var command = HostCommand.of(HostScripts.INSPECT, values, Duration.ofSeconds(60));
        var start = site.session().start();
        start.environment().put("CDPATH", elsewhere.toString());
        var process = start.start();
        var result = HostConversation.hold(
                site.session().withPath(command),
                LocalSession.nonce(),
                process.getOutputStream(),
                process.getInputStream(),
                Runnable::run);
        assertEquals("r1", result.find("live").orElseThrow());
    }

    @UnderShells
    void behind_a_link_that_is_a_puzzle_nothing_is_pruned(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        site.stage(lease, "r2");
        var current = site.path().resolve("current");
        Files.createSymbolicLink(current, Path.of("releases/gone"));
        var prune = new Prune(lease, List.of("r2"), Optional.empty());
        assertEquals(StepFailure.NOT_A_LINK, failure(site, prune));
        Files.delete(current);
        Files.createSymbolicLink(site.path().resolve("releases/link"), Path.of("r1"));
        Files.createDirectory(site.path().resolve("releases/.removing-r0-1"));
        Files.createFile(site.path().resolve("releases/a-file"));
        assertEquals(
                Set.of("r1", ".removing-r0-1"),
                Set.copyOf(prune.on(site.session()).removed()));
        assertFalse(Files.exists(site.path().resolve(".sluice/manifests/r1")));
        assertTrue(Files.exists(site.path().resolve(".sluice/manifests/r2")));
        assertTrue(Files.exists(site.path().resolve("releases/a-file")));
    }

    @UnderShells
    void what_cannot_be_removed_is_named_and_left_for_the_next_time(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        Files.createDirectory(site.path().resolve("releases/.incoming-r0"));
        var stuck = site(shell, tools().with("rm", "case $* in *releases/*) exit 1 ;; esac; exec @real \"$@\""));
        var pruned = new Prune(lease, List.of(), Optional.empty()).on(stuck.session());
        assertEquals(List.of(), pruned.removed());
        assertTrue(pruned.left().containsAll(List.of("r1", ".incoming-r0")), pruned::toString);
    }

    @UnderShells
    void fpm_is_found_where_it_may_be_seen(LocalShell shell) throws Exception {
        var conf = directory().resolve("php-fpm.conf");
        Files.writeString(conf, "[global]\nprocess_control_timeout = 10s ; seconds\n");
        var ps = "printf '%s\\n' '  PID USER COMMAND' '7 root php-fpm: master process (" + conf + ")'"
                + " '9 root php-fpm: master process (/no/such.conf)'"
                + " '8 www php-fpm: pool shop' '10 www php-fpm: pool shop' '11 root sh'";
        var site = site(shell, tools().without("curl").with("ps", ps));
        site.lease();
        var found = new Examine(site.path().toString()).on(site.session());
        assertEquals(Set.of("ps"), found.tools());
        assertEquals(
                List.of("shop www 2"),
                found.pools().stream()
                        .map(pool -> pool.name() + " " + pool.user() + " " + pool.workers())
                        .toList());
        assertEquals(
                List.of("7 " + conf + " 10s", "9 /no/such.conf "),
                found.masters().stream()
                        .map(master -> master.pid() + " " + master.config() + " " + master.controlTimeout())
                        .toList());
        Files.writeString(conf, "[global]\n");
        var plain = new Examine(site.path().toString()).on(site.session());
        assertEquals("0", plain.masters().get(0).controlTimeout().toString());
    }
}
