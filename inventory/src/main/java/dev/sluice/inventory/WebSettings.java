package dev.sluice.inventory;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.InOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How requests are sent to the site on a host.
 *
 * @param url scheme, host and port, as seen from the host itself
 * @param host Host header and SNI; without it the host of the URL
 * @param headers sent with every request
 * @param fastcgi {@code unix:PATH} or {@code tcp:HOST:PORT}, for {@code endpoint: fastcgi}
 * @param via how a request is sent
 * @param ca a PEM file with the certificates that are trusted for this site, in place of those of the Java runtime; {@code ~/} is expanded where it
 *     is used
 * @param pin digests of public keys with commas between them, each {@code sha256/} and Base64 of SHA-256 over a certificate's SubjectPublicKeyInfo
 *     (RFC 7469); the site must show one of these keys. Without {@code ca} nothing else about its certificate counts
 */
public record WebSettings(
        String url,
        Optional<String> host,
        Map<String, ConfiguredValue> headers,
        Optional<String> fastcgi,
        Via via,
        Optional<String> ca,
        Optional<String> pin) {
    public WebSettings {
        headers = InOrder.copyOf(headers);
    }

    /** Settings that trust what the Java runtime trusts. */
    public WebSettings(
            String url,
            Optional<String> host,
            Map<String, ConfiguredValue> headers,
            Optional<String> fastcgi,
            Via via) {
        this(url, host, headers, fastcgi, via, Optional.empty(), Optional.empty());
    }

    /** Each pin; empty where there is none. */
    public List<String> pins() {
        return pin.map(text -> List.of(text.split(" *, *"))).orElse(List.of());
    }
}
