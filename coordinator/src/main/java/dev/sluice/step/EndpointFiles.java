package dev.sluice.step;

import java.nio.charset.StandardCharsets;

/**
 * The files placed on a host so that PHP can be queried.
 *
 * @param php the text of {@code _sluice.php}; empty for none
 * @param config the text of {@code .sluice/endpoint.json}, one line; empty leaves the file as it is. It contains no secret
 */
public record EndpointFiles(String php, String config) {
    /** For sites that are not queried through Sluice's endpoint. */
    public static EndpointFiles none() {
        return new EndpointFiles("", "");
    }

    byte[] bytes() {
        return php.getBytes(StandardCharsets.UTF_8);
    }

    /** 64 hexadecimal digits; equal to the digest in {@link HostFacts#endpoint()} when the live release contains these bytes. */
    public String sha256() {
        return Sha256.hex(bytes());
    }
}
