package dev.sluice.it.maven;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.it.paper.PaperHosts;
import dev.sluice.it.release.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that release with the product's plugin, as a person or a build server runs them. */
class MavenGoalsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private DemoSite site;

    @SuppressWarnings("NullAway.Init")
    private PluginRepository repository;

    @BeforeEach
    void start() throws IOException {
        fleet = EmbeddedFleet.builder()
                .hosts(2)
                .commands(new PaperHosts())
                .directory(directory.resolve("fleet"))
                .start();
        site = DemoSite.on(fleet);
        repository = PluginRepository.in(Files.createDirectories(directory.resolve("maven")));
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private MavenBuild project(String name) throws IOException {
        var project = Files.createDirectories(directory.resolve(name));
        Files.copy(site.inventoryFile(), project.resolve("inventory.yml"));
        Files.copy(site.playbookFile(), project.resolve("playbook.yml"));
        return new MavenBuild(repository, project, Map.of());
    }

    private Ended run(MavenBuild build, List<String> goals, String... properties) throws Exception {
        var arguments = new ArrayList<>(goals);
        arguments.addAll(List.of(properties));
        arguments.add("-Dsluice.state=" + directory.resolve("state"));
        return build.run(arguments.toArray(String[]::new));
    }

    private static String result(MavenBuild build) throws IOException {
        return Files.readString(build.directory().resolve("target/sluice/result.json"));
    }

    @Test
    void a_directory_without_a_pom_is_validated_planned_and_released() throws Exception {
        var build = project("plain");
        var goals = List.of(
                repository.goal("validate"),
                repository.goal("plan"),
                repository.goal("release"),
                repository.goal("status"));
        ends(0, run(build, goals, "-Dsluice.artifact=" + site.goodArtifact(), "-Dsluice.release=2"))
                .shows("sluice-maven-plugin")
                .shows("BUILD SUCCESS");
        everywhere(fleet, "2");
        assertTrue(result(build).contains("\"outcome\" : \"done\""), () -> shown(build));
    }

    @Test
    void a_rollout_that_fails_fails_the_build_and_leaves_its_report() throws Exception {
        var build = project("bad");
        ends(1, run(
                        build,
                        List.of(repository.goal("release")),
                        "-Dsluice.artifact=" + site.badArtifact(),
                        "-Dsluice.release=3"))
                .shows("sluice release ended with exit code 5")
                .shows("BUILD FAILURE");
        everywhere(fleet, "1");
        assertTrue(result(build).contains("\"exitCode\" : 5"), () -> shown(build));
        assertTrue(Files.exists(build.directory().resolve("target/sluice/report/index.html")));
        assertTrue(Files.exists(build.directory().resolve("target/sluice/junit.xml")));
    }

    private static String shown(MavenBuild build) {
        try {
            return result(build);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
