package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects of one machine that have the same names, and a project that changes its names. */
class ProjectIdentityTest {
    private static final RealFleet FLEET = RealFleet.start(3);
    private static final String HELD = "batches: [{ size: 1, hold: true }, 75%], min_available: 25%, soak: 0s";
    private static final String OURS = "7c1f09e2b64d4a0f";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeEach
    void make_a_site() {
        FreshSite.make(FLEET, SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    private Operator project(String name, String id, String... without) throws IOException {
        return project(name, id, HELD, without);
    }

    /** A project of the hosts whose names are not in the list, with the records of all others. */
    private Operator project(String name, String id, String strategy, String[] without) throws IOException {
        var inventory = FLEET.inventory("prod").replace("name: prod\n", "name: prod\nproject: " + id + "\n");
        for (var host : without) {
            inventory = inventory.replaceAll("(?m)^ *- \\{? ?(name: )?" + host + "\\b.*\\n", "");
        }
        var files = Files.createDirectory(directory.resolve(name));
        if (!name.equals("first")) {
            Files.createSymbolicLink(files.resolve("state"), directory.resolve("first/state"));
        }
        return Operator.of(inventory, PlaybookText.simple().strategy(strategy), files);
    }

    @Test
    void a_second_project_of_the_same_names_never_takes_the_canary_of_the_first() throws IOException {
        secondProject("0badcafe0badcafe");
    }

    @Test
    @Tag("everything")
    void nor_does_one_whose_files_are_a_copy_of_its_files() throws IOException {
        secondProject(OURS);
    }

    private void secondProject(String id) throws IOException {
        var first = project("first", OURS, "web03");
        ends(8, first.release(SampleSite.of("v2")));
        assertEquals("releases/v2", FLEET.host(1).site().current());

        var second = project("second", id, "batches: [1], soak: 0s", new String[] {"web01", "web02"});
        ends(0, second.run("abort", "--revert", "--yes")).shows("no rollout");
        ends(2, second.run("abort", "--revert", "--last", "--yes"));
        ends(2, second.run("status")).shows("has no rollout yet");
        ends(0, second.release(SampleSite.of("v3")));
        ends(0, second.run("rollback", "--yes"));
        assertEquals("releases/v1", FLEET.host(3).site().current());
        assertEquals("releases/v2", FLEET.host(1).site().current(), "the canary of the first project");

        ends(0, first.run("promote", "--yes"));
        assertEquals("releases/v2", FLEET.host(2).site().current());
    }

    @Tag("everything")
    @Test
    void a_directory_of_another_project_is_refused_with_its_owner() throws IOException {
        ends(8, project("first", OURS).release(SampleSite.of("v2")));
        ends(4, project("second", "0badcafe0badcafe").release(SampleSite.of("v3")))
                .shows("the directory belongs to prod/shop of project " + OURS);
        everywhereButCanaryOn("releases/v1");
    }

    private static void everywhereButCanaryOn(String release) {
        assertEquals(release, FLEET.host(2).site().current());
        assertEquals(release, FLEET.host(3).site().current());
    }

    @Test
    @Tag("everything")
    void a_project_that_is_renamed_between_hold_and_promote_is_followed_by_its_rollout() throws IOException {
        var operator = project("first", OURS);
        ends(8, operator.release(SampleSite.of("v2")));
        rename("playbook.yml", "name: shop", "name: store");
        rename("inventory.yml", "name: prod", "name: production");

        ends(0, operator.run("status")).shows("held after batch 1");
        ends(13, operator.release(SampleSite.of("v3"))).shows("was left unfinished");
        ends(0, operator.run("promote", "--yes"));
        everywhere(FLEET, "v2");

        ends(4, operator.release(SampleSite.of("v3")))
                .shows("the directory belongs to inventory prod of this project")
                .shows("sluice adopt");
        ends(0, operator.run("adopt", "--yes"));
        ends(8, operator.release(SampleSite.of("v3")));
        ends(0, operator.run("promote", "--yes"));
        everywhere(FLEET, "v3");
        ends(0, operator.run("hosts", "--live"));
    }

    @Tag("everything")
    @Test
    void a_site_that_is_renamed_is_released_and_reverted_by_another_machine_too() throws IOException {
        var operator = project("first", OURS);
        ends(8, operator.release(SampleSite.of("v2")));
        rename("playbook.yml", "name: shop", "name: store");
        ends(0, operator.onMachine("b").run("abort", "--revert", "--yes"));
        everywhere(FLEET, "v1");
        ends(8, operator.onMachine("b").release(SampleSite.of("v3")));
        ends(0, operator.run("promote", "--yes"));
        everywhere(FLEET, "v3");
    }

    private void rename(String name, String before, String after) throws IOException {
        var file = directory.resolve("first").resolve(name);
        Files.writeString(file, Files.readString(file).replace(before + "\n", after + "\n"));
    }
}
