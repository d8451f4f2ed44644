package dev.sluice.it.maven;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static dev.sluice.it.release.FleetAssert.live;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.it.release.Ended;
import dev.sluice.paper.PaperHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that release with the product's plugin, as a person or a build server runs them. */
class MavenGoalsTest {
    private static final Path SAMPLE = Path.of("../coordinator/maven-plugin/src/it/shop");
    private static final String TOKEN = "a-token-that-nobody-may-see";

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
                .shows(":release (default-cli) @ standalone-pom")
                .shows("BUILD SUCCESS");
        everywhere(fleet, "2");
        assertTrue(result(build).contains("\"outcome\" : \"done\""), () -> shown(build));
    }

    @Tag("everything")
    @Test
    void a_rollout_that_fails_fails_the_build_and_leaves_its_report() throws Exception {
        var build = project("bad");
        ends(
                        1,
                        run(
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

    /** Each build is a process of its own, as the two builds of a pipeline are. */
    @Test
    @Tag("everything")
    void a_staged_release_is_held_promoted_and_rolled_back() throws Exception {
        var build = project("steps");
        var artifact = "-Dsluice.artifact=" + site.goodArtifact();

        ends(0, run(build, List.of(repository.goal("stage")), artifact, "-Dsluice.release=2"));
        everywhere(fleet, "1");
        ends(0, run(build, List.of(repository.goal("release")), "-Dsluice.release=2", "-Dsluice.until=1"))
                .shows("held for promotion");
        assertEquals(List.of("2", "1"), live(fleet));
        ends(0, run(build, List.of(repository.goal("promote")), "-Dsluice.approvedBy=anna"));
        everywhere(fleet, "2");
        ends(0, run(build, List.of(repository.goal("rollback"))));
        everywhere(fleet, "1");
    }

    @Test
    @Tag("everything")
    void a_build_whose_rollout_was_killed_is_continued_by_the_next_one() throws Exception {
        var build = project("killed");
        var killed = new MavenBuild(
                repository,
                build.directory(),
                Map.of("JDK_JAVA_OPTIONS", "-Dsluice.failpoint=after-record/GateOpened:1:halt"));
        var artifact = "-Dsluice.artifact=" + site.goodArtifact();

        ends(1, run(killed, List.of(repository.goal("release")), artifact, "-Dsluice.release=2"))
                .shows("sluice release ended with exit code 137");
        assertEquals(List.of("2", "1"), live(fleet));
        ends(1, run(build, List.of(repository.goal("release")), artifact, "-Dsluice.release=3"))
                .shows("sluice release ended with exit code 13");
        ends(0, run(build, List.of(repository.goal("resume"))));
        everywhere(fleet, "2");
    }

    /** The archive is the one that the build made, and a secret comes from settings.xml, where it is encrypted. */
    @Test
    @Tag("everything")
    void a_project_that_packs_its_site_releases_it_with_a_secret_of_settings_xml() throws Exception {
        var build = project("shop");
        for (var file : List.of("pom.xml", "site.xml")) {
            Files.copy(SAMPLE.resolve(file), build.directory().resolve(file));
        }
        var inventory = build.directory().resolve("inventory.yml");
        Files.writeString(
                inventory,
                Files.readString(inventory)
                        .replace("    via: ssh\n", "    via: ssh\n    headers: { X-Shop: 'env:SHOP_TOKEN' }\n"));
        var master = encrypted(build, "--encrypt-master-password", "master");
        var security = Files.writeString(
                build.directory().resolve("security.xml"),
                "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
        var known = "-Dsettings.security=" + security;
        var settings = Files.writeString(
                build.directory().resolve("settings.xml"),
                "<settings><servers><server><id>shop</id><password>"
                        + encrypted(build, known, "--encrypt-password", TOKEN)
                        + "</password></server></servers></settings>");
        ends(
                        0,
                        run(
                                build,
                                List.of("package", repository.goal("release")),
                                known,
                                "-Dsite.directory=" + site.goodArtifact(),
                                "-Dsluice.release=2",
                                "--settings",
                                settings.toString()))
                .shows("BUILD SUCCESS")
                .showsNot(TOKEN);
        everywhere(fleet, "2");
    }

    private static String encrypted(MavenBuild build, String... arguments) throws Exception {
        return ends(0, build.run(arguments)).found("(\\{[^}]+\\})");
    }

    private static String shown(MavenBuild build) {
        try {
            return result(build);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
