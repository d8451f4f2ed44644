package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A rollout from beginning to end by REST, and what is refused on the way. */
@TestInstance(Lifecycle.PER_CLASS)
class HttpFrontTest {
    private static final String SITE = "/api/v1/sites/demo/shop";

    private ServedProject project;
    private Client reader;
    private Client operator;

    @BeforeAll
    void serve() throws IOException {
        project = ServedProject.start();
        reader = new Client(project.port(), project.token("reader", Scope.READ));
        operator = new Client(project.port(), project.token("operator", Scope.values()));
    }

    @AfterAll
    void stop() throws Exception {
        project.close();
    }

    private String release(String id, String more) throws Exception {
        return operator.post(
                        SITE + "/rollouts",
                        "{\"artifact\":\"%s\",\"release\":\"%s\"%s}"
                                .formatted(project.site().goodArtifact(), id, more))
                .text("rollout");
    }

    private String ended(String rollout) throws Exception {
        return new EventReader(project.port(), reader.token()).lastType(SITE + "/rollouts/" + rollout + "/events");
    }

    /** It waits for a person, and no process of this machine works on it any more. */
    private void awaitHeld(String rollout) throws Exception {
        for (var status = reader.get(SITE + "/rollouts/" + rollout);
                !status.text("phase").equals("held")
                        || !status.json().path("process").isNull();
                status = reader.get(SITE + "/rollouts/" + rollout)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_release_runs_to_its_end_and_is_rolled_back() throws Exception {
        var before = project.live("web02");
        var rollout = release("v2", "");
        assertEquals("RolloutFinished", ended(rollout));
        assertEquals("v2", project.live("web01"));
        var status = reader.get(SITE + "/rollouts/" + rollout);
        assertEquals("succeeded", status.text("outcome"));
        assertEquals("token operator", status.text("actor"));
        var hosts = reader.get(SITE + "/hosts").json().path("hosts");
        assertEquals("releases/v2", hosts.path(0).path("recorded").asString());

        var back = operator.post(SITE + "/rollback", "{}");
        assertEquals(202, back.status(), () -> back.response().body());
        ended(back.text("rollout"));
        assertEquals(before, project.live("web02"));
    }

    @Test
    void a_rollout_that_waits_is_promoted() throws Exception {
        var rollout = release("v3", ",\"until\":1");
        awaitHeld(rollout);
        assertNotEquals("v3", project.live("web02"));
        assertEquals(
                202,
                operator.post(SITE + "/rollouts/" + rollout + "/promote", "{}").status());
        assertEquals("RolloutFinished", ended(rollout));
        assertEquals("v3", project.live("web02"));
    }

    @Test
    void what_the_scopes_do_not_contain_is_refused_and_changes_nothing() throws Exception {
        var before = project.live("web01");
        for (var path : List.of("/rollouts", "/rollback", "/freeze", "/refresh", "/converge", "/stage", "/plan")) {
            var answer = reader.post(SITE + path, "{}");
            assertEquals(403, answer.status(), path);
            assertTrue(answer.text("next").contains("token"), answer::toString);
        }
        assertEquals(before, project.live("web01"));
    }

    @Test
    void without_a_token_nothing_is_shown() throws Exception {
        var stranger = new Client(project.port(), "");
        assertEquals(401, stranger.get("/api/v1/sites").status());
        assertEquals(401, stranger.get(SITE + "/hosts").status());
        assertEquals(
                401,
                new Client(project.port(), "sluice_0_x").get(SITE + "/hosts").status());
    }

    @Test
    void a_page_of_another_origin_changes_nothing() throws Exception {
        var answer = operator.post(SITE + "/freeze", "{\"message\":\"x\"}", "Origin", "https://evil.example");
        assertEquals(403, answer.status());
        assertEquals(
                403,
                operator.post(SITE + "/freeze", "{\"message\":\"x\"}", "Sec-Fetch-Site", "cross-site")
                        .status());
    }

    @Test
    void fields_that_are_not_known_are_errors() throws Exception {
        var answer = operator.post(SITE + "/rollouts", "{\"artefact\":\"x\"}");
        assertEquals(400, answer.status());
        assertTrue(answer.response().body().contains("artefact"), answer::toString);
    }

    @Test
    void an_artifact_outside_of_the_directories_is_refused() throws Exception {
        var answer = operator.post(SITE + "/rollouts", "{\"artifact\":\"/etc/passwd\"}");
        assertEquals(422, answer.status());
        assertTrue(answer.response().body().contains("sluice.yml"), answer::toString);
    }

    @Test
    void a_site_that_is_not_served_is_not_found() throws Exception {
        assertEquals(404, reader.get("/api/v1/sites/demo/other/hosts").status());
        assertEquals(404, reader.get(SITE + "/rollouts/r-00000000/events").status());
    }

    @Test
    void a_frozen_site_begins_nothing() throws Exception {
        assertEquals(
                200,
                operator.post(SITE + "/freeze", "{\"message\":\"database moves\"}")
                        .status());
        try {
            var answer = operator.post(
                    SITE + "/rollouts",
                    "{\"artifact\":\"%s\",\"release\":\"v9\"}"
                            .formatted(project.site().goodArtifact()));
            assertEquals(409, answer.status());
            assertEquals(14, answer.json().path("exitCode").asInt());
        } finally {
            assertEquals(200, operator.post(SITE + "/unfreeze", "").status());
        }
    }
}
