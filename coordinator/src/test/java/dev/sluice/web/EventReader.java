package dev.sluice.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows an event stream until it ends. */
record EventReader(int port, String token) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The types of all events, in order. */
    List<String> types(String path) throws IOException, InterruptedException {
        return types(events(opened(path)));
    }

    static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString()).toList();
    }

    /** A stream whose first bytes have arrived. */
    InputStream opened(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .build();
        var response = CLIENT.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException(
                    response.statusCode() + " " + new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    /** All events, in order. */
    static List<JsonNode> events(InputStream stream) throws IOException {
        var events = new ArrayList<JsonNode>();
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: {\"v\"")) {
                    events.add(JsonMapper.shared().readTree(line.substring("data: ".length())));
                }
            }
        }
        return events;
    }

    String lastType(String path) throws IOException, InterruptedException {
        var types = types(path);
        return types.get(types.size() - 1);
    }
}
