package dev.sluice.endpoint;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests as JSON. */
final class RequestJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private RequestJson() {}

    static String write(EndpointRequest request) {
        var node = MAPPER.createObjectNode();
        node.put("v", request.v());
        node.put("op", request.op().wire());
        node.put("inventory", request.at().inventory());
        node.put("site", request.at().site());
        node.put("host", request.at().host());
        node.put("release", request.release());
        node.put("purpose", request.purpose().wire());
        node.put("nonce", request.nonce());
        node.put("ts", request.ts());
        if (!request.after().isEmpty()) {
            node.put("after", request.after());
        }
        return MAPPER.writeValueAsString(node);
    }

    static EndpointRequest read(String body) {
        var node = object(body);
        return new EndpointRequest(
                node.path("v").asInt(0),
                Operation.ofWire(text(node, "op")).orElseThrow(() -> illegal("op")),
                new EndpointSite(text(node, "inventory"), text(node, "site"), text(node, "host")),
                text(node, "release"),
                Purpose.ofWire(text(node, "purpose")).orElseThrow(() -> illegal("purpose")),
                text(node, "nonce"),
                node.path("ts").asLong(0),
                text(node, "after"));
    }

    /** @throws IllegalArgumentException when the text is no JSON object */
    static JsonNode object(String json) {
        try {
            var node = MAPPER.readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("not JSON: " + broken.getOriginalMessage(), broken);
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    private static IllegalArgumentException illegal(String key) {
        return new IllegalArgumentException("not known: " + key);
    }
}
