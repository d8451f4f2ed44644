package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import dev.sluice.document.Resources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every route, whichever there are: what it needs, and that it is closed to everyone else. */
@TestInstance(Lifecycle.PER_CLASS)
class RoutesTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private ServedProject project;

    @BeforeAll
    void serve() throws IOException {
        project = ServedProject.start();
    }

    @AfterAll
    void stop() throws Exception {
        project.close();
    }

    /** A route as the server has it. */
    private record Route(String method, String path, String needs) {
        static Route parse(String text) {
            var space = text.indexOf(' ');
            var colon = text.lastIndexOf(": ");
            return new Route(text.substring(0, space), text.substring(space + 1, colon), text.substring(colon + 2));
        }

        /** With names that exist where there are some. */
        String filled() {
            return path.replace("{inventory}", "demo")
                    .replace("{site}", "shop")
                    .replaceAll("\\{[a-z]+}", "x")
                    .replaceAll("<[a-z]+>", "x");
        }
    }

    private List<Route> routes() {
        return project.routes().stream().map(Route::parse).toList();
    }

    private int status(Route route, String token, String... headers) throws Exception {
        var client = new Client(project.port(), token);
        return (route.method().equals("GET")
                        ? client.get(route.filled(), headers)
                        : client.send(route.method(), route.filled(), "{}", headers))
                .status();
    }

    @Test
    void the_openapi_document_has_the_routes_for_programs_and_what_they_need() {
        var document = new YAMLMapper().readTree(Resources.text(HttpFront.class, "/dev/sluice/web/openapi.yaml"));
        var written = new ArrayList<String>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    written.add("%s %s: %s"
                            .formatted(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue().path("x-needs").asString().toUpperCase(Locale.ROOT)));
                }
            }
        }
        var served = project.routes().stream()
                .map(route -> route.replaceAll("<([a-z]+)>", "{$1}"))
                .filter(route -> route.contains(" /api/") || route.contains(" /metrics") || route.contains(" /healthz"))
                .toList();
        assertEquals(
                served.stream().sorted().toList(), written.stream().sorted().toList());
    }

    @Test
    void every_route_names_what_it_needs() {
        for (var route : routes()) {
            assertFalse(route.needs().isEmpty(), route::toString);
        }
        assertTrue(routes().size() > 25, routes()::toString);
    }

    @Test
    void no_route_that_needs_a_caller_is_open_to_others() throws Exception {
        var revoked = project.token("revoked", Scope.values());
        project.revoke("revoked");
        var other = revoked.substring(0, revoked.length() - 1) + (revoked.endsWith("A") ? "B" : "A");
        for (var route : routes()) {
            if (route.needs().equals("NOTHING")) {
                continue;
            }
            for (var token : List.of("", "x", revoked, other)) {
                assertEquals(closed(route), status(route, token), route + " with '" + token + "'");
            }
            assertEquals(
                    closed(route),
                    status(route, "", "X-Forwarded-User", "alice", "X-Sluice-Proxy", "guess"),
                    route::toString);
        }
    }

    /** A person is sent to where people sign in. */
    private static int closed(Route route) {
        return route.path().equals("/")
                        || route.path().startsWith("/sites")
                        || route.path().equals("/logout")
                ? 303
                : 401;
    }

    @Test
    void no_route_is_open_to_a_token_without_its_scope() throws Exception {
        for (var scope : Scope.values()) {
            var others = Set.of(Scope.values()).stream()
                    .filter(other -> other != scope)
                    .toArray(Scope[]::new);
            var token = project.token("all-but-" + scope.word(), others);
            for (var route : routes()) {
                if (route.needs().equals(scope.name())) {
                    assertEquals(403, status(route, token), route::toString);
                }
            }
        }
    }

    @Test
    void no_route_that_changes_something_obeys_a_page_of_another_origin() throws Exception {
        var token = project.token("browser", Scope.values());
        for (var route : routes()) {
            if (!route.method().equals("GET")) {
                assertEquals(403, status(route, token, "Origin", "https://evil.example"), route::toString);
                assertEquals(403, status(route, token, "Sec-Fetch-Site", "cross-site"), route::toString);
            }
        }
    }

    @Test
    void no_route_obeys_a_browser_without_the_value_of_its_page() throws Exception {
        var cookie = project.signIn(project.token("person", Scope.values()));
        for (var route : routes()) {
            if (!route.method().equals("GET") && !route.needs().equals("NOTHING")) {
                assertEquals(403, status(route, "", "Cookie", cookie), route::toString);
                assertEquals(403, status(route, "", "Cookie", cookie, "X-Csrf-Token", "guess"), route::toString);
            }
        }
    }

    @Test
    void what_was_refused_has_changed_nothing() throws Exception {
        assertEquals("1", project.live("web01"));
        assertEquals("1", project.live("web02"));
    }
}
