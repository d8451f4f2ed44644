package dev.sluice.endpoint;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the PHP file checks before it reads a request; for stand-ins of that file. */
public final class RequestVerifier {
    /** A longer body is not read. */
    public static final int BODY_LIMIT = 4096;

    private static final Pattern AUTHORIZATION =
            Pattern.compile("Sluice-ES256 kid=([0-9a-f]{16}), sig=([A-Za-z0-9+/]{60,120}={0,2})");

    private final List<EndpointPublicKey> keys;

    /**
     * Verifies with these keys.
     *
     * @param keys the live keys: two while one is replaced by another
     */
    public RequestVerifier(List<EndpointPublicKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** The request, if one of the keys signed exactly this; empty gives no reason, on purpose. */
    public Optional<EndpointRequest> verify(String method, String path, String body, String authorization) {
        var header = AUTHORIZATION.matcher(authorization);
        if (!method.equals("POST") || path.contains("?") || body.length() > BODY_LIMIT || !header.matches()) {
            return Optional.empty();
        }
        var text = SignedText.of(method, path, body);
        return signature(header.group(2)).flatMap(signature -> keys.stream()
                .filter(key -> key.kid().equals(header.group(1)))
                .filter(key -> key.verifies(text, signature))
                .findFirst()
                .map(key -> EndpointRequest.parse(body)));
    }

    private static Optional<byte[]> signature(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
