package dev.sluice.endpoint;

/**
 * A request, ready to be sent with POST.
 *
 * @param path request target, as the web server sees it
 * @param body as {@link EndpointRequest#body()} wrote it; a byte more or less breaks the signature
 * @param authorization value of the headers {@value #HEADER} and {@value #OWN_HEADER}
 */
public record SignedRequest(String path, String body, String authorization) {
    public static final String HEADER = "Authorization";

    /** The same value once more: Apache keeps Authorization from FPM, and a site may have a password of its own. */
    public static final String OWN_HEADER = "Sluice-Authorization";
}
