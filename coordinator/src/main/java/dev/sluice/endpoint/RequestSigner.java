package dev.sluice.endpoint;

import java.util.Base64;

/** Signs requests with the coordinator's key. */
public final class RequestSigner {
    private final EndpointKey key;

    public RequestSigner(EndpointKey key) {
        this.key = key;
    }

    /**
     * Signs one request.
     *
     * @param path request target: begins with a slash, no query
     */
    public SignedRequest sign(String path, EndpointRequest request) {
        var body = request.body();
        var signature = Base64.getEncoder().encodeToString(key.sign(SignedText.of("POST", path, body)));
        return new SignedRequest(path, body, "Sluice-ES256 kid=" + kid() + ", sig=" + signature);
    }

    /** The name of the key. */
    public String kid() {
        return key.publicKey().kid();
    }
}
