package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A person in a browser: signs in, sees the screens, and sends their forms. */
@TestInstance(Lifecycle.PER_CLASS)
class PageActionsTest {
    private static final String SITE = "/sites/demo/shop";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private ServedProject project;
    private String cookie;
    private String csrf;

    @BeforeAll
    void serve() throws Exception {
        project = ServedProject.start();
        cookie = project.signIn(project.token("alice", Scope.values()));
        csrf = csrf();
    }

    @AfterAll
    void stop() throws Exception {
        project.close();
    }

    private Client browser() {
        return new Client(project.port(), "");
    }

    private Client.Answer see(String path) throws Exception {
        return browser().get(path, "Cookie", cookie);
    }

    private String csrf() throws Exception {
        var found = CSRF.matcher(see(SITE).response().body());
        assertTrue(found.find(), "the screen has a form");
        return found.group(1);
    }

    private Client.Answer send(String action, String fields) throws Exception {
        return browser()
                .post(
                        SITE + "/actions/" + action,
                        "csrf=" + csrf + fields,
                        "Cookie",
                        cookie,
                        "Content-Type",
                        "application/x-www-form-urlencoded");
    }

    private static String field(String name, String value) {
        return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Test
    void the_only_site_is_shown_after_signing_in() throws Exception {
        var overview = see("/");
        assertEquals(302, overview.status());
        assertEquals(SITE, overview.response().headers().firstValue("Location").orElseThrow());
        assertTrue(see(SITE).response().body().contains("demo/shop"));
        assertEquals(200, see(SITE + "/schedule").status());
    }

    @Test
    void a_wrong_token_signs_nobody_in() throws Exception {
        var answer = browser().post("/login", "token=x", "Content-Type", "application/x-www-form-urlencoded");
        assertEquals(
                "/login?refused",
                answer.response().headers().firstValue("Location").orElseThrow());
        assertTrue(answer.response().headers().firstValue("Set-Cookie").isEmpty());
        assertTrue(browser().get("/login?refused").response().body().contains("no such token"));
    }

    @Test
    void a_session_ends_with_its_token_and_when_the_person_leaves() throws Exception {
        var session = project.signIn(project.token("bert", Scope.READ));
        assertEquals(200, browser().get(SITE, "Cookie", session).status());
        project.revoke("bert");
        assertEquals(303, browser().get(SITE, "Cookie", session).status());
    }

    @Test
    void no_screen_has_script_or_style_of_its_own() throws Exception {
        for (var path : new String[] {SITE, SITE + "/schedule", "/login"}) {
            var answer = see(path);
            var policy = answer.response()
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .orElseThrow();
            assertTrue(policy.contains("default-src 'none'"), policy);
            var body = answer.response().body();
            assertFalse(body.contains("<style") || body.contains(" style=") || body.contains(" onclick"), path);
            assertFalse(
                    Pattern.compile("<script(?! src=\"/assets/)").matcher(body).find(), path);
        }
    }

    @Test
    void a_freeze_is_one_click_and_its_end_needs_name_and_reason() throws Exception {
        assertEquals(303, send("freeze", "").status());
        assertTrue(see(SITE).response().body().contains("token alice"));
        assertEquals(400, send("unfreeze", "").status());
        assertEquals(
                400,
                send("unfreeze", field("confirm", "other") + field("reason", "over"))
                        .status());
        assertEquals(400, send("unfreeze", field("confirm", "shop")).status());
        assertEquals(
                303,
                send("unfreeze", field("confirm", "shop") + field("reason", "over"))
                        .status());
    }

    @Test
    void a_rollback_without_anything_to_go_back_to_is_explained_on_a_page() throws Exception {
        var answer = send("rollback", field("confirm", "shop") + field("reason", "<b>broken</b>"));
        assertTrue(answer.status() >= 400, answer::toString);
        assertTrue(answer.response().body().startsWith("<!DOCTYPE html>"), answer::toString);
        assertFalse(answer.response().body().contains("<b>broken"));
    }
}
