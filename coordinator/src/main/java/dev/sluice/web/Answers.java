package dev.sluice.web;

import dev.sluice.view.Listing;
import dev.sluice.view.ListingFormat;
import io.javalin.http.Context;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON. */
final class Answers {
    private static final String JSON = "application/json";
    private static final JsonMapper MAPPER = new JsonMapper();

    private Answers() {}

    static void send(Context request, Listing listing) {
        request.contentType(JSON).result(ListingFormat.JSON.text(listing));
    }

    static void send(Context request, Map<String, ?> fields) {
        request.contentType(JSON).result(MAPPER.writeValueAsString(fields) + "\n");
    }

    static void send(Context request, Failure failure) {
        request.status(failure.status());
        if (failure.status() == 401) {
            request.header("WWW-Authenticate", "Bearer realm=\"sluice\"");
        }
        send(request, Map.of("error", failure.what(), "exitCode", failure.code().number(), "next", failure.next()));
    }
}
