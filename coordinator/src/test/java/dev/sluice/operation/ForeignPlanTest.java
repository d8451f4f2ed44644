package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.inventory.Host;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan from elsewhere can name nothing that the files of this machine do not. */
class ForeignPlanTest {
    private static final String INVENTORY = """
            inventory: 1
            name: prod
            defaults:
              path: /srv/shop
              ssh: { user: deploy, key: keys/deploy, known_hosts: keys/known_hosts }
              web: { headers: { Authorization: "Bearer env:TOKEN" } }
            groups: { web: { hosts: [web01, web02] } }
            """;
    private static final String PLAYBOOK = """
            playbook: 1
            name: shop
            targets: web
            tasks:
              prepare:
                - { name: build, run: make }
              after_switch:
                - { name: note, run: ./note, where: coordinator, env: { KEY: "file:keys/note" } }
              finish:
                - { name: mail, run: ./mail }
            opcache: { key: "file:keys/endpoint.pem" }
            health: [{ name: ready, http: /healthz }]
            """;

    @TempDir
    private Path temporary = Path.of("");

    private Path here = Path.of("");

    @BeforeEach
    void choose_a_directory() throws IOException {
        here = Files.createDirectory(temporary.resolve("here"));
    }

    private static Project project(Path directory, String inventory, String playbook) throws IOException {
        Files.createDirectories(directory);
        return Project.read(
                Files.writeString(directory.resolve("inventory.yml"), inventory),
                Files.writeString(directory.resolve("playbook.yml"), playbook));
    }

    /** The plan of another machine, whose checkout is elsewhere. */
    private RolloutPlan made(String inventory, String playbook) throws IOException {
        var there = project(temporary.resolve("there"), inventory, playbook);
        var hosts = there.inventory().hosts().stream()
                .map(host -> new HostPlan(host, "releases/1", new ReleaseId("2")))
                .toList();
        return SamplePlan.of("web01", "web02").with(hosts, there.playbook());
    }

    private ForeignPlan fetched(RolloutPlan plan) throws IOException {
        return ForeignPlan.of(plan, project(here, INVENTORY, PLAYBOOK));
    }

    private String refused(RolloutPlan plan) throws IOException {
        var fetched = fetched(plan);
        return assertThrows(RefusedException.class, () -> fetched.goingOn(Optional.empty()))
                .lines()
                .toString();
    }

    @Test
    void the_same_files_in_another_directory_are_the_same_and_those_of_this_machine_are_used() throws Exception {
        var plan = made(INVENTORY, PLAYBOOK);
        var bound = fetched(plan).goingOn(Optional.empty());
        assertEquals(
                Optional.of(here.resolve("keys/deploy").toString()),
                hosts(bound).get(0).ssh().key());
        assertEquals(
                "file:" + here.resolve("keys/endpoint.pem"),
                bound.playbook().opcache().key().orElseThrow().toString());
        assertEquals(plan.batches(), bound.batches());
        assertEquals(plan.hosts().get(0).from(), bound.hosts().get(0).from());
    }

    private static List<Host> hosts(RolloutPlan plan) {
        return plan.hosts().stream().map(HostPlan::host).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user: deploy | user: root | web01: ssh.user is 'root' in the record, 'deploy' in",
                "/srv/shop | /srv/blog | web02: path is '/srv/blog' in the record, '/srv/shop' in",
                "keys/deploy | /root/.ssh/id | web01: ssh.key is '/root/.ssh/id' in the record",
                "[web01, web02] | '[web01, { name: web02, address: 10.0.0.9 }]' | web02: address is '10.0.0.9' in the record",
                "[web01, web02] | '[web01, web02, web03]' | web03 is 'a host' in the record, missing in",
                "env:TOKEN | env:OTHER | web01: web.headers.Authorization.secret is 'env:OTHER' in the record",
            })
    void another_host_or_way_to_it_is_refused_whatever_a_person_accepts(String was, String is, String why)
            throws IOException {
        var fetched = fetched(made(INVENTORY.replace(was, is), PLAYBOOK));
        for (var accepted : List.of(Optional.<String>empty(), Optional.of("x"))) {
            var e = assertThrows(RefusedException.class, () -> fetched.goingOn(accepted));
            assertTrue(e.lines().toString().contains(why), e::getMessage);
        }
        assertThrows(RefusedException.class, fetched::reverting);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file:keys/endpoint.pem | command:steal it | opcache.key is 'command:steal it' in the record",
                "file:keys/endpoint.pem | env:HOME | opcache.key is 'env:HOME' in the record",
                "file:keys/note | file:/etc/shadow | tasks.after_switch[0].env.KEY",
            })
    void another_secret_is_refused_whatever_a_person_accepts(String was, String is, String why) throws IOException {
        var fetched = fetched(made(INVENTORY, PLAYBOOK.replace(was, is)));
        var e = assertThrows(RefusedException.class, () -> fetched.goingOn(Optional.of("x")));
        assertTrue(e.lines().toString().replace("afterSwitch", "after_switch").contains(why), e::getMessage);
    }

    @Test
    void another_task_is_shown_and_refused_until_a_person_accepts_it() throws Exception {
        var plan = made(INVENTORY, PLAYBOOK.replace("./note", "./steal"));
        var why = refused(plan);
        assertTrue(why.contains("run is './steal' in the record, './note' in"), why);
        var accepted = fetched(plan).goingOn(Optional.of("mended"));
        assertEquals("./steal", accepted.playbook().tasks().afterSwitch().get(0).run());
        assertEquals(
                "file:" + here.resolve("keys/endpoint.pem"),
                accepted.playbook().opcache().key().orElseThrow().toString(),
                "with the key of this machine");
    }

    @Test
    void a_revert_runs_only_tasks_that_both_have_and_asks_as_this_machine_does() throws Exception {
        var plan =
                made(INVENTORY, PLAYBOOK.replace("run: ./note", "run: ./steal").replace("/healthz", "/other"));
        var reverting = fetched(plan).reverting();
        assertEquals(List.of(), reverting.playbook().tasks().afterSwitch());
        assertEquals("./mail", reverting.playbook().tasks().finish().get(0).run());
        assertEquals(1, reverting.playbook().tasks().prepare().size());
        assertTrue(reverting.playbook().health().toString().contains("/healthz"), "its checks are commands, too");
    }

    @Test
    void who_signs_is_no_difference() throws Exception {
        var plan = made(INVENTORY, PLAYBOOK + "records: { key: env:FORMER }\n");
        assertEquals(
                Optional.empty(),
                fetched(plan).goingOn(Optional.empty()).playbook().records());
    }
}
