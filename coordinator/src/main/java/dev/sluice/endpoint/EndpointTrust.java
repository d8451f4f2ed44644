package dev.sluice.endpoint;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The coordinator's public data on a host: the file {@code .sluice/endpoint.json}. Nothing in it is secret.
 *
 * @param keys whose signatures are valid: two while one key is replaced by another
 * @param at the site that requests must name
 * @param allow addresses that may send requests, as the web server sees them
 */
public record EndpointTrust(List<EndpointPublicKey> keys, EndpointSite at, List<String> allow) {
    /** Requests come through the host's own session. */
    public static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    /** Any address: only the signature counts. */
    public static final String ANY = "any";

    private static final JsonMapper MAPPER = new JsonMapper();

    public EndpointTrust {
        keys = List.copyOf(keys);
        allow = List.copyOf(allow);
    }

    /** The file's content, ending in a line break. */
    public String json() {
        var node = MAPPER.createObjectNode().put("v", EndpointRequest.VERSION);
        var list = node.putArray("keys");
        keys.forEach(key -> list.addObject().put("kid", key.kid()).put("public_key", key.pem()));
        node.put("inventory", at.inventory()).put("site", at.site()).put("host", at.host());
        var addresses = node.putArray("allow");
        allow.forEach(addresses::add);
        return MAPPER.writeValueAsString(node) + "\n";
    }

    /**
     * Reads the file's content.
     *
     * @throws IllegalArgumentException when it is not valid
     */
    public static EndpointTrust parse(String json) {
        var node = RequestJson.object(json);
        var keys = node.path("keys")
                .valueStream()
                .map(key -> EndpointPublicKey.parse(RequestJson.lines(key, "public_key")))
                .toList();
        var at = new EndpointSite(
                RequestJson.text(node, "inventory"), RequestJson.text(node, "site"), RequestJson.text(node, "host"));
        var allow = node.has("allow")
                ? node.path("allow")
                        .valueStream()
                        .map(address -> address.asString(""))
                        .toList()
                : LOOPBACK;
        return new EndpointTrust(keys, at, allow);
    }
}
