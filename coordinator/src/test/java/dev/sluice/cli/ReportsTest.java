package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files that a pipeline finds, whatever became of the rollout. */
class ReportsTest {
    private DemoProject project;
    private Path output;

    @BeforeEach
    void fleet() throws IOException {
        project = DemoProject.start();
        output = project.directory().resolve("output");
    }

    @AfterEach
    void end() {
        project.close();
    }

    private String report(String name) throws IOException {
        return Files.readString(output.resolve(name));
    }

    private void assertReports(String name, String... parts) throws IOException {
        var text = report(name);
        for (var part : parts) {
            assertTrue(text.contains(part), () -> part + " is missing in " + name + "\n" + text);
        }
    }

    private void assertWellFormed() throws Exception {
        var schema = getClass().getResource("/dev/sluice/report/junit.xsd");
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(schema)
                .newValidator()
                .validate(new StreamSource(new StringReader(report("junit.xml"))));
        var page = report("report/index.html");
        for (var forbidden :
                List.of("<script", "style=", "<style", "javascript:", "data:", "http:", "https:", "onload=")) {
            assertFalse(page.contains(forbidden), () -> forbidden + " is in " + page);
        }
        assertTrue(Files.size(output.resolve("report/report.css")) > 0);
    }

    @Test
    void a_rollout_that_is_done_has_a_case_for_each_host_and_phase() throws Exception {
        project.ends(0, "release --yes", "--artifact", project.artifact(), "--release", "v2", "--output-dir", output);
        assertWellFormed();
        assertReports(
                "junit.xml",
                "<testsuite name=\"batch 1\" tests=\"4\" failures=\"0\" errors=\"0\" skipped=\"0\"",
                "classname=\"canary.web01\" name=\"stage\"",
                "classname=\"web.web02\" name=\"health\"",
                "name=\"outcome\"");
        assertReports("report/index.html", "done: 2 hosts serve v2", "<rect class=\"switch\"", "batch 2  web02");
        assertReports(
                "report/index.html",
                "<h2>What goes out</h2>",
                "<li>content  ",
                "<li>changes  ",
                "since 1 (web01, web02)");
        assertReports("summary.md", "## demo/shop v2", "| web01 | 1 |", "- changes  ");
        assertReports("result.json", "\"exitCode\" : 0");
    }

    @Test
    void a_rollout_that_failed_names_the_phase_and_the_reason() throws Exception {
        project.ends(
                5, "release --yes", "--artifact", project.badArtifact(), "--release", "v3", "--output-dir", output);
        assertWellFormed();
        assertReports(
                "junit.xml",
                "<testsuite name=\"batch 1\" tests=\"5\" failures=\"1\" errors=\"0\" skipped=\"0\"",
                "<failure type=\"health\"",
                "name=\"revert\"",
                "<failure type=\"exit code 5\"");
        assertReports(
                "report/index.html", "<rect class=\"failed\"", "<rect class=\"revert\"", "failed: 1 of 2 hosts failed");
        assertReports("summary.md", "**", "web01");
    }

    @Test
    void a_rollout_that_waits_is_no_failure_and_its_end_reports_all_of_it() throws Exception {
        project.ends(
                8,
                "release --yes --until 1",
                "--artifact",
                project.artifact(),
                "--release",
                "v2",
                "--output-dir",
                output);
        assertWellFormed();
        assertReports("junit.xml", "name=\"batch 2\" tests=\"4\" failures=\"0\" errors=\"0\" skipped=\"3\"");
        project.ends(0, "promote --yes", "--output-dir", output);
        assertWellFormed();
        assertReports("junit.xml", "name=\"batch 2\" tests=\"4\" failures=\"0\" errors=\"0\" skipped=\"0\"");
        assertReports("report/index.html", "batch 1  web01", "promoted by");
    }

    @Test
    void what_is_refused_is_reported_too() throws Exception {
        var run = project.ends(2, "release --yes --until 9", "--artifact", project.artifact(), "--output-dir", output);
        assertTrue(run.err().contains("there is no such batch"), run::err);
        assertWellFormed();
        assertReports("junit.xml", "<error type=\"exit code 2\"", "there is no such batch");
        assertReports("result.json", "\"outcome\" : \"refused\"", "\"exitCode\" : 2", "there is no such batch");
        assertReports("report/index.html", "there is no such batch", "demo/shop");
        assertReports("summary.md", "there is no such batch");

        Files.writeString(project.playbook(), "name: [broken");
        project.ends(3, "release --yes", "--artifact", project.artifact(), "--output-dir", output);
        assertReports("result.json", "\"exitCode\" : 3", "playbook");
    }

    @Test
    void nothing_to_do_is_reported_as_no_failure() throws Exception {
        project.released("v2");
        project.ends(0, "release --yes", "--release", "v2", "--output-dir", output);
        assertWellFormed();
        assertReports("result.json", "\"outcome\" : \"unchanged\"", "\"exitCode\" : 0");
        assertReports("junit.xml", "failures=\"0\" errors=\"0\"");
    }
}
