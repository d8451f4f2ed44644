package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Options whose effect is in plans and records. */
class RecordedOptionsTest {
    private DemoProject project;

    @BeforeEach
    void fleet() throws IOException {
        project = DemoProject.start();
    }

    @AfterEach
    void end() {
        project.close();
    }

    @Tag("everything")
    @Test
    void what_is_waived_is_in_the_plan_with_its_reason() throws IOException {
        project.close();
        project = DemoProject.of(3); // two are most of them
        Files.writeString(
                project.playbook(),
                Files.readString(project.playbook()) + "strategies: { quick: { batches: [1], soak: 0s } }\n");
        var waived = "--skip-check ready --override-window --strategy quick --until 1 --reason because";
        var plan = project.directory().resolve("plan.json");
        project.ends(0, "plan " + waived, "--artifact", project.artifact(), "--out", plan);
        assertWaived(Files.readString(plan));
        project.ends(8, "release --yes " + waived, "--artifact", project.artifact(), "--release", "v2");
        assertWaived(recorded("\"purpose\": \"release\""));
        project.ends(0, "promote --yes");
        project.ends(0, "release --yes --limit web01,web02", "--artifact", project.artifact(), "--release", "v3");
        project.ends(0, "converge --yes " + waived, "--artifact", project.artifact());
        assertWaived(recorded("\"purpose\": \"converge\""));
    }

    private static void assertWaived(String plan) {
        for (var part : List.of("\"check\"", "\"ready\"", "\"window\"", "\"strategy\"", "\"quick\"", "\"because\"")) {
            assertTrue(plan.contains(part), part + " is not in " + plan);
        }
    }

    private String recorded(String purpose) throws IOException {
        try (var files = Files.walk(project.state())) {
            for (var file : files.filter(path -> path.endsWith("plan.json")).toList()) {
                if (Files.readString(file).contains(purpose)) {
                    return Files.readString(file);
                }
            }
        }
        throw new IOException("no plan has " + purpose);
    }

    @Tag("everything")
    @Test
    void who_approved_it_is_in_the_record() throws IOException {
        project.released("v2");
        project.ends(8, "release --yes --until 1", "--artifact", project.artifact(), "--release", "v3");
        project.ends(0, "promote --yes --approved-by anna");
        project.ends(8, "release --yes --until 1", "--artifact", project.artifact(), "--release", "v4");
        project.ends(6, "abort --leave --yes --approved-by berta");
        assertTrue(journals().contains("anna") && journals().contains("berta"));
    }

    private String journals() throws IOException {
        var journals = new StringBuilder();
        try (var files = Files.walk(project.state())) {
            for (var file : files.filter(path -> path.endsWith("journal.jsonl")).toList()) {
                journals.append(Files.readString(file));
            }
        }
        return journals.toString();
    }

    @Tag("everything")
    @Test
    void what_is_overridden_is_in_the_record_with_its_reason() throws IOException {
        project.released("v2");
        project.ends(8, "release --yes --until 1", "--artifact", project.artifact(), "--release", "v3");
        project.ends(0, "promote --yes --override-window --reason because");
        assertTrue(journals().contains("\"type\":\"WindowOverridden\""), this::journalsOrProblem);
        assertTrue(journals().contains("\"reason\":\"because\""), this::journalsOrProblem);
    }

    private String journalsOrProblem() {
        try {
            return journals();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
