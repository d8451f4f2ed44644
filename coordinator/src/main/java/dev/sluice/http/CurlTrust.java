package dev.sluice.http;

import dev.sluice.document.CertificateFile;
import dev.sluice.inventory.WebSettings;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which certificates curl is to trust on a host.
 *
 * @param authorities PEM with commas in place of line ends, which need no escapes on their way; empty for those that curl trusts there
 * @param pins as in the inventory
 */
record CurlTrust(String authorities, List<String> pins) {
    private static final String NO_KEY = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    /** No key has it: curl shows the one that it receives, and sends nothing. */
    static final CurlTrust NONE = new CurlTrust("", List.of(NO_KEY));

    /** @throws IOException when {@code web.ca} cannot be used */
    static CurlTrust of(WebSettings web) throws IOException {
        return new CurlTrust(
                web.ca().isEmpty() ? "" : CertificateFile.of(web.ca().get()).lines(), web.pins());
    }

    /** Lines for curl's configuration. The script passes the authorities by a descriptor. */
    String lines() {
        var text = new StringBuilder();
        if (!authorities.isEmpty()) {
            // Without a directory of its own, curl would trust the host's authorities, too.
            text.append("cacert = \"/dev/fd/5\"\ncapath = \"/dev/null\"\n");
        }
        if (!pins.isEmpty()) {
            var keys = pins.stream().map(PublicKeyPin::forCurl).collect(Collectors.joining(";"));
            text.append("pinnedpubkey = \"").append(keys).append("\"\n");
            text.append(authorities.isEmpty() ? "insecure\n" : "");
        }
        return text.toString();
    }
}
