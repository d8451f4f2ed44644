package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Releases that PHP's account cannot read: found before the switch, by PHP itself. */
@Execution(ExecutionMode.CONCURRENT)
class UnreadableReleaseTest {
    @TempDir
    private Path directory;

    @Test
    @Tag("everything")
    void a_umask_that_shuts_php_out_is_found_before_the_switch() throws IOException {
        refused("docroot: public, permissions: { umask: \"0027\" }", "", "PHP cannot read the release v2");
    }

    @Test
    void a_script_that_a_task_closes_is_found_before_the_switch() throws IOException {
        refused(
                "docroot: public",
                "tasks: { prepare: [{ name: build, run: chmod 600 lib/answer.php }] }",
                "scripts that visitors use now: lib/answer.php");
    }

    @Test
    @Tag("everything")
    void a_directory_that_a_task_closes_is_found_before_the_switch() throws IOException {
        refused(
                "docroot: public",
                "tasks: { prepare: [{ name: build, run: chmod 700 lib }] }",
                "scripts that visitors use now: lib/");
    }

    private void refused(String release, String more, String why) throws IOException {
        try (var fleet = RealFleet.start(1)) {
            var operator = Operator.of(fleet, PlaybookText.simple(), directory);
            ends(0, operator.release(SampleSite.of("v1")));
            fleet.host(1).site().get("/");
            var playbook = PlaybookText.simple().release(release).more(more);
            Files.writeString(directory.resolve("playbook.yml"), playbook.text(directory.resolve("endpoint.pem")));
            ends(4, operator.release(SampleSite.of("v2"))).shows(why).shows("release.permissions");
            assertEquals("releases/v1", fleet.host(1).site().current());
        }
    }
}
