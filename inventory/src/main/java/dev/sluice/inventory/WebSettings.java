package dev.sluice.inventory;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.InOrder;
import java.util.Map;
import java.util.Optional;

/**
 * How the site on a host is asked.
 *
 * @param url scheme, host and port, as seen from the host itself
 * @param host Host header and SNI; without it the host of the URL
 * @param headers sent with every request
 * @param fastcgi {@code unix:PATH} or {@code tcp:HOST:PORT}, for {@code endpoint: fastcgi}
 * @param via the way a request takes
 */
public record WebSettings(
        String url, Optional<String> host, Map<String, ConfiguredValue> headers, Optional<String> fastcgi, Via via) {
    public WebSettings {
        headers = InOrder.copyOf(headers);
    }
}
