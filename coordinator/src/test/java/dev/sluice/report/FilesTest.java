package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.EventCodec;
import dev.sluice.rollout.RolloutState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left for programs. */
class FilesTest {
    private static final String REVERTED = """
            {
              "v" : 2,
              "exitCode" : 5,
              "outcome" : "reverted",
              "fleet" : "prod/shop",
              "rollout" : "r-7f3a09bc",
              "release" : "20261122-223000-9f3c1ab",
              "digest" : "9f3c1ab9f3c1ab9f3c1ab9f3c1ab9f3c1ab9f3c1ab9f3c1ab9f3c1ab9f3c1ab9",
              "files" : 23192,
              "bytes" : 412000,
              "actor" : "anna",
              "startedAt" : "2026-11-22T22:29:58Z",
              "changedAt" : "2026-11-22T22:29:58Z",
              "journalHead" : "abc123",
              "content" : [ "changes  1 changed (index.php), since 1 (web001)" ],
              "left_out" : [ ],
              "hosts" : [ {
                "host" : "web001",
                "phase" : "REVERTED",
                "release" : "20261122-223000-9f3c1ab",
                "previous" : "20261121-223000-1b22c0d"
              }, {
                "host" : "web002",
                "phase" : "REVERTED",
                "release" : "20261122-223000-9f3c1ab",
                "previous" : "20261121-223000-1b22c0d",
                "failure" : "web002 is not healthy: /healthz answered 500 (3 of 3)",
                "next" : "fix the release, and release it again"
              }, {
                "host" : "web003",
                "phase" : "STAGED",
                "release" : "20261122-223000-9f3c1ab",
                "previous" : "20261121-223000-1b22c0d"
              } ]
            }
            """;

    @TempDir
    private Path directory;

    private List<String> written(Story story) throws IOException {
        var file = directory.resolve("events.jsonl");
        try (var lines = new EventLines(story.plan().id(), file)) {
            var state = RolloutState.of(story.plan());
            long seq = 0;
            for (var event : story.events()) {
                state = state.with(event);
                lines.on(seq++, event, state);
            }
        }
        return Files.readAllLines(file);
    }

    @Test
    void every_event_is_a_line_with_version_number_time_rollout_and_type() throws IOException {
        var story = Story.bad();

        var lines = written(story);

        assertEquals(story.events().size(), lines.size());
        for (int seq = 0; seq < lines.size(); seq++) {
            var type = story.events().get(seq).getClass().getSimpleName();
            var line = lines.get(seq);
            var beginning = "{\"v\":1,\"seq\":" + seq
                    + ",\"at\":\"2026-11-22T22:29:58Z\",\"rollout\":\"r-7f3a09bc\",\"type\":\"" + type + "\"";
            assertTrue(line.startsWith(beginning), line);
        }
    }

    @Test
    void but_for_number_and_rollout_it_is_what_the_journal_has() throws Exception {
        var story = Story.bad();
        var codec = new EventCodec();

        var read = new ArrayList<Object>();
        for (var line : written(story)) {
            read.add(codec.decode(line.replaceFirst("\"seq\":\\d+,", "").replaceFirst("\"rollout\":\"[^\"]+\",", "")));
        }

        assertEquals(story.events(), read);
    }

    @Test
    void a_line_break_in_a_failure_stays_inside_its_line() throws IOException {
        var story = Story.bad().failed(dev.sluice.plan.PlanDraft.web(3), "one\ntwo\u2028three\u001b[0m");

        assertEquals(story.events().size(), written(story).size());
    }

    @Test
    void a_rollout_that_is_taken_up_again_goes_on_in_the_same_file() throws IOException {
        var story = Story.good();

        written(story);

        assertEquals(2 * story.events().size(), written(story).size());
    }

    private static RolloutStory ended(Story story, int exitCode) {
        var content = List.of("changes  1 changed (index.php), since 1 (web001)");
        return new RolloutStory(story.plan(), story.state(), story.events(), content, exitCode, "abc123");
    }

    @Test
    void the_result_says_how_it_ended_and_where_every_host_is() throws IOException {
        var story = Story.bad();
        var file = directory.resolve("result.json");

        ResultFile.write(file, ended(story, 5), Optional.empty());

        assertEquals(REVERTED, Files.readString(file));
        assertFalse(Files.exists(directory.resolve("result.json.new")));
    }

    @Test
    void a_result_replaces_an_older_one() throws IOException {
        var file = directory.resolve("result.json");
        Files.writeString(file, "old");
        var story = Story.good();

        ResultFile.write(file, ended(story, 0), Optional.empty());

        assertTrue(Files.readString(file).contains("\"outcome\" : \"done\""));
    }

    @Test
    void no_link_is_followed_that_was_put_under_the_name_of_a_file() throws IOException {
        var other = Files.writeString(directory.resolve("other"), "not for you");
        Files.createSymbolicLink(directory.resolve("result.json"), other);
        Files.createSymbolicLink(directory.resolve("result.json.new"), other);
        Files.createSymbolicLink(directory.resolve("events.jsonl"), other);
        var story = Story.good();

        ResultFile.write(directory.resolve("result.json"), ended(story, 0), Optional.empty());

        assertThrows(IOException.class, () -> written(story));
        assertEquals("not for you", Files.readString(other));
    }
}
