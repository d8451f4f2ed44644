package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases that the hosts have already, and plans that are run later, told in order. */
class BoundPlansTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    @BeforeAll
    static void make_a_site() {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void a_release_that_is_there_goes_live_without_an_artifact_and_a_plan_binds(@TempDir Path directory)
            throws IOException {
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);
        ends(0, operator.release(SampleSite.of("v2"))).shows("done: 2 hosts serve v2");
        ends(0, operator.run("rollback", "--yes")).shows("done: 2 hosts serve v1");

        ends(4, operator.run("release", "--release", "v9", "--yes"))
                .shows("web01, web02: release v9 is not there: there are v1, v2; upload it:");
        ends(0, operator.run("plan", "--release", "v2")).shows("staged   on every host, digest ");
        ends(0, operator.run("release", "--release", "v2", "--yes")).shows("done: 2 hosts serve v2");
        everywhere(FLEET, "v2");
        ends(4, operator.run("release", "--artifact", build(operator, "v3"), "--release", "v2", "--yes"))
                .shows("release v2 exists with other content");
        everywhere(FLEET, "v2");

        ends(0, operator.run("stage", "--artifact", build(operator, "v4"), "--release", "v4", "--yes"))
                .shows("done: 2 hosts have v4");
        everywhere(FLEET, "v2");
        ends(0, operator.run("release", "--release", "v4", "--yes")).shows("done: 2 hosts serve v4");
        everywhere(FLEET, "v4");
        ends(0, operator.run("rollback", "--yes")).shows("done: 2 hosts serve v2");

        aPlanIsRunOnceAndInItsWorldOnly(operator, directory);
        ends(0, operator.run("rollback", "--yes")).shows("done: 2 hosts serve v2");
        everywhere(FLEET, "v2");
    }

    private static void aPlanIsRunOnceAndInItsWorldOnly(Operator operator, Path directory) throws IOException {
        String build = build(operator, "v3");
        String plan = directory.resolve("plan.json").toString();
        ends(0, operator.run("plan", "--artifact", build, "--release", "v3", "--out", plan))
                .shows("sluice release --plan");

        // Somebody moves a link by hand, and puts it back.
        FLEET.host(2).site().switchTo("v1");
        ends(4, run(operator, plan)).shows("web02: current is releases/v1, the plan has releases/v2");
        FLEET.host(2).site().switchTo("v2");

        Path file = Path.of(build).resolve("public/extra.txt");
        Files.writeString(file, "one more");
        ends(3, run(operator, plan)).shows("changed after the plan was made");
        Files.delete(file);

        Path playbook = directory.resolve("playbook.yml");
        String before = Files.readString(playbook);
        Files.writeString(playbook, "# another day\n", StandardOpenOption.APPEND);
        ends(3, run(operator, plan)).shows("playbook.yml changed after");
        Files.writeString(playbook, before);

        String text = Files.readString(Path.of(plan));
        Files.writeString(Path.of(plan), text.replace("releases/v2", "releases/v1"));
        ends(3, run(operator, plan)).shows("the signature of the plan file is wrong");
        Files.writeString(Path.of(plan), text.replaceFirst("\"sig\": \"[^\"]*\"", "\"sig\": \"\""));
        ends(3, run(operator, plan)).shows("the plan file is not signed");
        Files.writeString(Path.of(plan), text);
        assertTrue(!text.contains("PRIVATE KEY"), "a secret is in the plan");

        ends(0, run(operator, plan)).shows("done: 2 hosts serve v3");
        everywhere(FLEET, "v3");
        ends(4, run(operator, plan)).shows("this plan was run already, as rollout r-");
    }

    private static Ended run(Operator operator, String plan) {
        return operator.run("release", "--plan", plan, "--yes");
    }

    private static String build(Operator operator, String release) {
        return operator.build(SampleSite.of(release)).toString();
    }
}
