package dev.sluice.codec;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * JSON objects with a signature: {@code "kid"} names the key, {@code "sig"} is over the object without it, on one line.
 *
 * @param purpose the purpose of such an object; part of the signed data
 */
record SignedJson(Json json, String purpose) {
    /** Adds both fields at the end. */
    ObjectNode sign(ObjectNode object, EndpointKey key) {
        object.put("kid", key.publicKey().kid());
        return object.put("sig", key.sign(purpose, json.line(object)));
    }

    /**
     * Verifies the signature and removes both fields.
     *
     * @param trusted the keys whose signatures are trusted
     * @throws CodecException when none of them signed it
     */
    void verify(ObjectNode object, List<EndpointPublicKey> trusted, String what) throws CodecException {
        var signature = text(object.remove("sig"));
        var line = json.line(object);
        var kid = text(object.remove("kid"));
        if (signature.isEmpty() || kid.isEmpty()) {
            throw new CodecException(what + " is not signed");
        }
        var key = trusted.stream()
                .filter(some -> some.kid().equals(kid))
                .findFirst()
                .orElseThrow(
                        () -> new CodecException(what + " is signed with a key that is not trusted on this machine"));
        if (!key.verifies(purpose, line, signature)) {
            throw new CodecException("the signature of " + what + " is wrong");
        }
    }

    private static String text(JsonNode node) {
        return node instanceof StringNode text ? text.stringValue() : "";
    }
}
