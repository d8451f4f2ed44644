package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetupCommandTest {
    private DemoProject project;

    @BeforeEach
    void fleet() throws IOException {
        project = DemoProject.withShells();
    }

    @AfterEach
    void end() {
        project.close();
    }

    private Path own(String host) {
        return project.site(host).resolve(".sluice");
    }

    @Test
    void hosts_that_did_not_answer_are_not_ready() {
        var out = new StringWriter();
        new SetupText(new PrintWriter(out)).print(Map.of());
        assertEquals("", out.toString());
    }

    @Test
    void directories_are_made_on_the_hosts_that_are_named_and_with_consent_only() {
        var shown = project.ends(4, "setup --limit web02");
        assertTrue(shown.out().contains("sluice setup --apply makes on web02:"), shown.out());
        assertFalse(shown.out().contains("web01"), shown.out());
        assertTrue(project.ends(2, "setup --apply").err().contains("not confirmed"));
        assertFalse(Files.exists(own("web02")));

        var made = project.ends(0, "setup --apply --yes --exclude web01");
        assertTrue(made.out().contains("made     web02"), made.out());
        assertTrue(Files.isDirectory(own("web02")));
        assertFalse(Files.exists(own("web01")));
        assertTrue(project.ends(0, "setup --limit web02").out().startsWith("ready: 1 host"));
    }
}
