package dev.sluice.it.php;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.host.HttpCall;
import dev.sluice.host.HttpCall.Connection;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * Signs what the program would not, by nothing but the protocol's text.
 *
 * @param name of the key, as the request says it
 */
record HandSigned(EndpointKey key, String name) {
    HandSigned(EndpointKey key) {
        this(key, key.publicKey().kid());
    }

    /** The same signatures under the name of another key. */
    HandSigned as(EndpointPublicKey other) {
        return new HandSigned(key, other.kid());
    }

    HttpCall post(String path, String body) throws Exception {
        return call("POST", path, Map.of("Authorization", authorization(path, body)), body);
    }

    static HttpCall call(String method, String path, Map<String, String> headers, String body) {
        return new HttpCall(method, path, headers, body, Connection.OWN, Duration.ofSeconds(10));
    }

    String authorization(String path, String body) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        var text = "sluice-endpoint-1\nPOST\n" + path + "\n" + HexFormat.of().formatHex(digest);
        return "Sluice-ES256 kid=" + name + ", sig=" + signature(text);
    }

    private String signature(String text) throws Exception {
        var der = Base64.getMimeDecoder().decode(key.privatePem().replaceAll("-----[A-Z ]+-----", ""));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)));
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
