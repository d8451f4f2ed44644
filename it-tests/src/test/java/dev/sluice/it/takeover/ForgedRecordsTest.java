package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.demo.EmbeddedHost;
import dev.sluice.it.release.Journals;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A host that was broken into changes, makes and keeps copies of records. It may claim what it likes about itself; nobody acts on what it claims about
 * others, and it stops nobody.
 */
@Execution(ExecutionMode.CONCURRENT)
class ForgedRecordsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private PaperSite site;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @BeforeEach
    void start() throws IOException {
        site = PaperSite.start(
                3, directory, playbook -> playbook.replace("[1, 34%, 50%]", "[{ size: 1, hold: true }, 2]")
                        .replace("soak: 1s", "soak: 0s")
                        .replace("consecutive: 2", "consecutive: 1")
                        .replace("min_available: 50%", "min_available: 0%"));
        operator = site.operator();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private EmbeddedHost host(int number) {
        return site.fleet().hosts().get(number - 1);
    }

    /** A release whose first host has it, and that waits; its id. */
    private String held() {
        var held = operator.run(site.release("2"));
        ends(8, held);
        return new Journals(operator.state()).rollout();
    }

    private static Path copy(EmbeddedHost host, String rollout) {
        return host.sitePath().resolve(".sluice/rollouts").resolve(rollout);
    }

    private Path pwned() {
        return directory.resolve("pwned");
    }

    /** The broken host shows a record that it made, and names it in its lease; all others have what they had. */
    private void plant(Forgery forgery) throws IOException {
        var own = host(2).sitePath().resolve(".sluice");
        forgery.write(own.resolve("rollouts"), pwned());
        var lease = Files.readString(own.resolve("lease"))
                .replaceFirst("rollout=.*", "rollout=" + Forgery.ID)
                .replaceFirst("ttl=.*", "ttl=0");
        Files.writeString(own.resolve("lease"), lease);
    }

    private void nothingOfItCounts(Operator agent) {
        assertFalse(Files.exists(pwned()), "a task of the forged record ran");
        assertEquals(List.of("2", "1", "1"), site.live());
        assertFalse(records(agent).contains(Forgery.ID), "it is stored");
    }

    private static String records(Operator agent) {
        if (!Files.isDirectory(agent.state())) {
            return "";
        }
        try (var files = Files.walk(agent.state())) {
            return files.toList().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Forgery.Standing.class)
    void a_record_that_a_host_made_is_passed_over_by_every_command(Forgery.Standing standing) throws IOException {
        var genuine = held();
        for (var seal : Forgery.Seal.values()) {
            plant(new Forgery(copy(host(1), genuine), standing, seal));
            var agent = operator.onMachine("b-" + standing + seal);
            var id = Forgery.ID.substring(0, 6);
            for (var command : List.of("promote", "resume", "pause")) {
                ends(2, agent.run(command, id)).shows("no rollout begins with " + id);
            }
            for (var end : List.of("--revert", "--leave")) {
                ends(2, agent.run("abort", end, id, "--yes")).shows("no rollout begins with " + id);
            }
            ends(2, agent.run("status", Forgery.ID, "--live"));
            ends(0, agent.run("history")).showsNot(Forgery.ID);
            nothingOfItCounts(agent);
        }
    }

    @Test
    void a_forged_record_without_any_genuine_one_stops_only_the_host_that_has_it() throws IOException {
        var genuine = held();
        var kept = directory.resolve("kept");
        Forgery.copyTree(copy(host(1), genuine), kept);
        var own = host(2).sitePath().resolve(".sluice");
        var lease = Files.readString(own.resolve("lease"));
        ends(0, operator.run("promote", genuine, "--yes"));
        everywhere(site.fleet(), "2");
        for (var standing : Forgery.Standing.values()) {
            Files.writeString(own.resolve("lease"), lease);
            plant(new Forgery(kept, standing, Forgery.Seal.OF_A_STRANGER));
            for (var agent : List.of(operator, operator.onMachine("b-" + standing))) {
                ends(7, agent.run("rollback", "--yes")).shows("held by rollout " + Forgery.ID);
                everywhere(site.fleet(), "2");
                assertFalse(Files.exists(pwned()), "a task of the forged record ran");
                assertFalse(records(agent).contains(Forgery.ID), "it is stored");
            }
        }
        ends(0, operator.run("rollback", "--exclude", "web02", "--yes"));
        assertEquals(List.of("1", "2", "1"), site.live());
        assertFalse(Files.exists(pwned()), "a task of the forged record ran");
    }

    @Test
    void the_genuine_record_is_gone_on_with_beside_a_forged_one() throws IOException {
        var genuine = held();
        new Forgery(copy(host(1), genuine), Forgery.Standing.HELD, Forgery.Seal.NONE)
                .write(host(2).sitePath().resolve(".sluice/rollouts"), pwned());
        var agent = operator.onMachine("b");
        ends(0, agent.run("promote", "r-", "--yes"))
                .shows("passed over: the record of " + Forgery.ID + " on web02: its head is not signed");
        everywhere(site.fleet(), "2");
        assertFalse(Files.exists(pwned()));
    }

    @Test
    void a_promotion_that_a_host_added_to_its_copy_is_nobodys() throws IOException {
        var genuine = held();
        var agent = operator.onMachine("b");
        for (var host : site.fleet().hosts()) {
            Forgery.addPromotion(copy(host, genuine));
        }
        ends(2, agent.run("resume", genuine, "--yes")).shows("waits for promotion");
        assertEquals(List.of("2", "1", "1"), site.live());
        assertFalse(records(agent).contains(genuine), "what nobody agreed to is not stored");
    }

    @Test
    void a_copy_that_a_host_altered_stops_nobody() throws IOException {
        var genuine = held();
        var journal = copy(host(1), genuine).resolve("journal.jsonl");
        Files.writeString(journal, Files.readString(journal).replaceFirst("web02", "web03"));
        ends(0, operator.onMachine("b").run("rollback", "--yes"))
                .shows("passed over: the record of " + genuine.substring(0, 10));
        everywhere(site.fleet(), "1");
    }

    @Test
    void an_old_copy_of_a_held_rollout_that_is_over_is_not_open_again() throws IOException {
        var genuine = held();
        var kept = directory.resolve("kept");
        Forgery.copyTree(copy(host(2), genuine), kept);
        var own = host(2).sitePath().resolve(".sluice");
        var lease = Files.readString(own.resolve("lease"));
        var fence = Files.readString(own.resolve("fence"));
        ends(0, operator.run("abort", "--revert", "--yes"));
        everywhere(site.fleet(), "1");
        for (var host : site.fleet().hosts()) {
            Forgery.delete(copy(host, genuine));
        }
        Forgery.copyTree(kept, copy(host(2), genuine));
        Files.writeString(own.resolve("lease"), lease);
        Files.writeString(own.resolve("fence"), fence);

        var agent = operator.onMachine("b");
        ends(7, agent.run("promote", genuine, "--yes")).shows("is older than what became of it");
        ends(7, agent.run("promote", "--last", "--yes"));
        ends(2, agent.run("promote", genuine, "--limit", "web02", "--yes")).shows("Unknown option: '--limit'");
        ends(7, agent.run("promote", genuine, "--exclude", "web01", "--yes"));
        for (var command : List.of("resume", "abort --revert", "abort --leave")) {
            var ended = agent.run(Stream.concat(Stream.of(command.split(" ")), Stream.of(genuine, "--yes"))
                    .toArray(String[]::new));
            assertFalse(ended.exitCode() == 0, ended::toString);
        }
        for (var command : List.of("rollback", "rollback --limit web02", "rollback --exclude web01")) {
            var ended = agent.run((command + " --yes").split(" ", -1));
            var limited = command.contains("--limit"); // else the other hosts have no release to go back to, too
            ends(limited ? 7 : 4, ended).shows("web02: held by rollout " + genuine.substring(0, 10));
        }
        agent.run("status", genuine, "--live");
        agent.run("history");
        assertFalse(records(agent).contains(genuine), "what is over is not stored as open");
        everywhere(site.fleet(), "1");

        Files.delete(own.resolve("lease"));
        ends(8, agent.run(site.release("3")));
    }

    @Test
    void a_playbook_that_was_mended_meanwhile_is_shown_and_accepted_only_by_a_person() throws IOException {
        var genuine = held();
        var playbook = directory.resolve("playbook.yml");
        Files.writeString(playbook, Files.readString(playbook).replace("timeout: 5s", "timeout: 6s"));
        var agent = operator.onMachine("b");
        ends(4, agent.run("promote", genuine, "--yes"))
                .shows("probe.timeout is 'PT5S' in the record, 'PT6S' in ")
                .shows("--accept-changes");
        assertFalse(records(agent).contains(genuine), "nothing is stored");
        ends(0, agent.run("promote", genuine, "--accept-changes", "--reason", "slow disks", "--yes"));
        everywhere(site.fleet(), "2");
        ends(0, operator.run("promote", genuine, "--yes")).shows("over already: succeeded");
    }

    @Test
    void hosts_and_keys_have_to_be_the_same_whatever_a_person_accepts() throws IOException {
        var genuine = held();
        var playbook = directory.resolve("playbook.yml");
        var inventory = directory.resolve("inventory.yml");
        var whole = Files.readString(playbook);
        Files.writeString(playbook, whole.replace("method: invalidate", "method: reset"));
        var accepted = new String[] {"promote", genuine, "--accept-changes", "--reason", "x", "--yes"};
        ends(4, operator.onMachine("b").run(accepted)).shows("opcache.method is 'invalidate' in the record");
        ends(4, operator.onMachine("b").run("abort", "--revert", genuine, "--yes"));
        Files.writeString(playbook, whole);
        Files.writeString(inventory, Files.readString(inventory).replace("via: ssh", "via: exec"));
        ends(4, operator.onMachine("b").run(accepted)).shows("web03: web.via is 'ssh' in the record, 'exec' in ");
        assertEquals(List.of("2", "1", "1"), site.live());
    }

    @Test
    void a_revert_needs_less_and_runs_no_task_that_is_not_here() throws IOException {
        var playbook = directory.resolve("playbook.yml");
        var before = Files.readString(playbook);
        var task = "tasks:\n  after_switch:\n    - { name: note, run: touch " + pwned() + ", where: coordinator }\n";
        Files.writeString(playbook, before + task.replace("touch", "true"));
        var genuine = held();
        Files.writeString(playbook, before.replace("timeout: 5s", "timeout: 6s") + task);
        ends(0, operator.onMachine("b").run("abort", "--revert", genuine, "--yes"));
        everywhere(site.fleet(), "1");
        assertFalse(Files.exists(pwned()), "a task ran that the rollout did not have");
    }

    @Test
    void what_nobody_confirms_is_not_stored_and_blocks_nobody() throws IOException {
        var genuine = held();
        var agent = operator.onMachine("b");
        ends(2, agent.run("promote", genuine)).shows("not confirmed");
        ends(2, agent.run("rollback")).shows("not confirmed");
        assertFalse(records(agent).contains(genuine));
    }

    @Test
    void a_machine_without_the_key_goes_on_with_nothing() throws IOException {
        var genuine = held();
        var playbook = directory.resolve("playbook.yml");
        var other = directory.resolve("other.pem");
        ends(0, operator.run("keygen", "--out", other.toString()));
        var text = Files.readString(playbook);
        Files.writeString(playbook, text + "records: { key: 'file:" + other + "' }\n");
        ends(2, operator.onMachine("b").run("promote", genuine, "--yes"))
                .shows("signed with a key that is not trusted on this machine");
        assertEquals(List.of("2", "1", "1"), site.live());

        var former = Files.writeString(
                directory.resolve("former.pub"),
                dev.sluice.endpoint.EndpointKey.parse(
                                Files.readString(site.files().endpointKey()))
                        .publicKey()
                        .pem());
        Files.writeString(playbook, text + "records: { key: 'file:" + other + "', trust: ['" + former + "'] }\n");
        ends(0, operator.onMachine("b").run("promote", genuine, "--yes"));
        everywhere(site.fleet(), "2");
    }

    @Test
    void one_host_that_says_somebody_else_went_on_stops_nobody() throws IOException {
        var genuine = held();
        var lease = host(1).sitePath().resolve(".sluice/lease");
        Files.writeString(lease, Files.readString(lease).replaceFirst("token=.*", "token=77"));
        ends(0, operator.run("promote", genuine, "--yes"));
        everywhere(site.fleet(), "2");
    }
}
