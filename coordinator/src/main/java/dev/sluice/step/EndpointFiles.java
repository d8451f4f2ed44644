package dev.sluice.step;

import java.nio.charset.StandardCharsets;

/**
 * What is placed on a host so that PHP can be asked.
 *
 * @param php the text of {@code _sluice.php}; empty for none
 * @param config the text of {@code .sluice/endpoint.json}, one line; empty leaves the file as it is. Nothing in it is secret
 */
public record EndpointFiles(String php, String config) {
    /** For sites that are not asked through Sluice's endpoint. */
    public static EndpointFiles none() {
        return new EndpointFiles("", "");
    }

    byte[] bytes() {
        return php.getBytes(StandardCharsets.UTF_8);
    }

    /** 64 hexadecimal digits; what {@link HostFacts#endpoint()} says when these bytes are in the live release. */
    public String sha256() {
        return Sha256.hex(bytes());
    }
}
