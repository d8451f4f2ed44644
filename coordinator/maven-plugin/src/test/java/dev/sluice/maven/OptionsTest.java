package dev.sluice.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void what_has_no_value_is_left_out() {
        var options = new Options("release")
                .add("--limit", (String) null)
                .add("--exclude", "")
                .add("--until", (Integer) null)
                .add("--artifact", (File) null)
                .addEach("--skip-check", null)
                .word(null);
        assertEquals(List.of("release"), options.words());
    }

    @Test
    void a_value_that_looks_like_an_option_is_none() {
        assertEquals(
                List.of("promote", "--reason=--yes"),
                new Options("promote").add("--reason", "--yes").words());
    }

    @Test
    void a_daemon_is_named_before_the_command() {
        assertEquals(
                List.of("--server=https://deploy.example.com", "status"),
                new Options("status")
                        .first("--server", "https://deploy.example.com")
                        .words());
        assertEquals(
                List.of("status"), new Options("status").first("--server", null).words());
    }

    @Test
    void an_option_that_may_be_repeated_is_repeated() {
        assertEquals(
                List.of("plan", "--skip-check=home", "--skip-check=login", "--until=2"),
                new Options("plan")
                        .addEach("--skip-check", List.of("home", "login"))
                        .add("--until", 2)
                        .words());
    }
}
