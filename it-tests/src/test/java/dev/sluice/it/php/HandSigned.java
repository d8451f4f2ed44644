package dev.sluice.it.php;

import dev.sluice.endpoint.EndpointKey;
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

/** Signs what the program would not, by nothing but the protocol's text. */
record HandSigned(EndpointKey key) {
    HttpCall post(String path, String body) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        var text = "sluice-endpoint-1\nPOST\n" + path + "\n" + HexFormat.of().formatHex(digest);
        var header = "Sluice-ES256 kid=" + key.publicKey().kid() + ", sig=" + signature(text);
        return new HttpCall(
                "POST", path, Map.of("Authorization", header), body, Connection.OWN, Duration.ofSeconds(10));
    }

    private String signature(String text) throws Exception {
        var der = Base64.getMimeDecoder().decode(key.privatePem().replaceAll("-----[A-Z ]+-----", ""));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)));
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
