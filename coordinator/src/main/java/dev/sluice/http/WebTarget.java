package dev.sluice.http;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.SecretRoute;
import dev.sluice.inventory.WebSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * The address of a site's connections, and the site's name: two things, because a request goes to one host behind a balancer, for a name that belongs
 * to all.
 *
 * @param base scheme, the site's name (for SNI and the certificate) and port
 * @param target what to connect to, as seen from where the connection starts
 * @param settings of the inventory
 * @param route what protects a secret that is sent there
 */
record WebTarget(HttpUrl base, String target, WebSettings settings, SecretRoute route) {
    static WebTarget of(Host host) {
        var web = host.web();
        var url = HttpUrl.get(web.url());
        var base = web.host()
                .map(name -> url.newBuilder().host(withoutPort(name)).build())
                .orElse(url);
        return new WebTarget(base, url.host(), web, host.secretRoute());
    }

    int port() {
        return base.port();
    }

    /**
     * The address of one request.
     *
     * @param path with its query; two slashes at its start are part of it, not another host
     */
    HttpUrl url(String path) {
        int query = path.indexOf('?');
        return base.newBuilder()
                .encodedPath(query < 0 ? path : path.substring(0, query))
                .encodedQuery(query < 0 ? null : path.substring(query + 1))
                .build();
    }

    /** The Host header is sent as written in the inventory, with a port only if one is written there. */
    Map<String, String> fixedHeaders() {
        var headers = new LinkedHashMap<String, String>();
        settings.host().ifPresent(name -> headers.put("Host", name));
        headers.put("User-Agent", "sluice");
        return headers;
    }

    private static String withoutPort(String name) {
        int colon = name.lastIndexOf(':');
        return colon > 0 && !name.endsWith("]") && name.indexOf(':') == colon ? name.substring(0, colon) : name;
    }
}
