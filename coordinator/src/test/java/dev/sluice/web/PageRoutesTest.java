package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import dev.sluice.daemon.ServedSite;
import dev.sluice.plan.PlanDraft;
import dev.sluice.web.page.RecordedSite;
import dev.sluice.web.page.SampleEvents;
import dev.sluice.web.page.Visitor;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses of the page, on a site with records on disk. */
class PageRoutesTest {
    private static final String ROLLOUT = "/sites/prod/shop/rollouts/r-7f3a09bc";

    private final HttpClient client = HttpClient.newHttpClient();
    private Javalin server = Javalin.create();

    @SuppressWarnings("NullAway.Init")
    private RecordedSite site;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        site = new RecordedSite(directory, 3);
        site.record(SampleEvents.good(PlanDraft.of(3)));
        serve(List.of(site));
    }

    private void serve(List<ServedSite> sites) {
        server.stop();
        Visits visits = request -> new Visitor("anna", Set.of(Scope.values()), "csrf-7d1e", Optional.empty());
        var routes = new PageRoutes(new SiteIndex(sites), site.screens(), visits);
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.after(SafeHeaders::add);
            routes.add(config.routes);
        });
        server.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.stop();
        site.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        var address = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void the_only_site_is_the_first_page() throws Exception {
        var answer = get("/");
        assertEquals(302, answer.statusCode());
        assertEquals("/sites/prod/shop", header(answer, "Location"));
    }

    @Test
    void several_sites_have_a_page_of_all() throws Exception {
        serve(List.of(site, site));
        var answer = get("/");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("No site needs a person"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sites/prod/shop", ROLLOUT, "/sites/prod/shop/schedule"})
    void every_screen_is_html_under_a_strict_policy(String path) throws Exception {
        var answer = get(path);
        assertEquals(200, answer.statusCode());
        assertTrue(header(answer, "Content-Type").startsWith("text/html"));
        assertEquals(
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action"
                        + " 'self'; base-uri 'none'; frame-ancestors 'none'",
                header(answer, "Content-Security-Policy"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertTrue(answer.body().startsWith("<!DOCTYPE html>"), answer.body());
    }

    @Test
    void the_screens_show_what_is_recorded() throws Exception {
        assertTrue(get("/sites/prod/shop").body().contains("All 3 hosts serve 1122-9f3c"));
        assertTrue(get(ROLLOUT).body().contains("Done: 3 of 3 hosts serve 1122-9f3c"));
        assertTrue(get("/sites/prod/shop/schedule").body().contains("Nightly is due "));
    }

    @Test
    void the_part_below_main_is_the_same_as_in_the_page() throws Exception {
        var part = get(ROLLOUT + "?part=main").body();
        assertTrue(part.startsWith("<main id=\"main\""), part);
        assertFalse(part.contains("<script"), part);
    }

    @Test
    void a_form_is_opened_by_its_address() throws Exception {
        assertFalse(get(ROLLOUT).body().contains("id=\"ask-form\""));
        assertTrue(get(ROLLOUT + "?ask=rollback").body().contains("id=\"ask-form\""));
        assertFalse(get(ROLLOUT + "?ask=abort").body().contains("id=\"ask-form\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sites/prod/other",
                "/sites/test/shop/schedule",
                "/sites/prod/shop/rollouts/r-00000001",
                "/sites/prod/shop/rollouts/..%2f..",
                "/sites/prod/%3Cscript%3E",
                "/assets/page.mustache",
                "/assets/..%2Fpage.css"
            })
    void what_does_not_exist_is_not_found(String path) throws Exception {
        var answer = get(path);
        assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, () -> path + ": " + answer.statusCode());
        assertFalse(answer.body().contains("<script>"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?from=-1", "?from=99999999999", "?from=x&ask=%00&part=all", "?ask=" + "x"})
    void odd_parameters_are_the_screen_itself(String query) throws Exception {
        assertEquals(200, get("/sites/prod/shop" + query).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.css", "page.js", "icon.svg"})
    void the_files_that_pages_load_are_served(String name) throws Exception {
        var answer = get("/assets/" + name);
        assertEquals(200, answer.statusCode());
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        assertTrue(answer.body().length() > 100);
    }
}
