package dev.sluice.http;

import dev.sluice.document.SecretSource;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpFactory;
import dev.sluice.host.HostSession;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.Host;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Makes the HTTP clients of hosts; each has its own connections. */
public final class OkHostHttpFactory implements HostHttpFactory {
    private final SecretSource secrets;
    private final OkHttpClient base;

    /**
     * Clients that trust the certificate authorities of the Java runtime.
     *
     * @param secrets for headers
     */
    public OkHostHttpFactory(SecretSource secrets) {
        this(secrets, new OkHttpClient());
    }

    /** Clients that trust what {@code base} trusts. */
    OkHostHttpFactory(SecretSource secrets, OkHttpClient base) {
        this.secrets = secrets;
        this.base = base.newBuilder()
                // One request a connection at a time: over HTTP/2 two requests would always meet the same worker.
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .fastFallback(false)
                .proxy(Proxy.NO_PROXY)
                // The limit of a call is for the whole of it, see HttpCall.
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    @Override
    public HostHttp over(HostSession session, Host host) {
        var site = WebTarget.of(host);
        var described = "on " + session.host();
        return switch (host.web().via()) {
            case SSH ->
                new OkHostHttp(
                        site,
                        secrets,
                        base.newBuilder()
                                .dns(OkHostHttpFactory::lookedUpByTheHost)
                                .socketFactory(
                                        new TunnelSockets(session, new ServiceAddress.Tcp(site.target(), site.port())))
                                .build(),
                        described);
            case DIRECT ->
                new OkHostHttp(
                        site,
                        secrets,
                        base.newBuilder()
                                .dns(siteName -> List.of(InetAddress.getAllByName(site.target())))
                                .build(),
                        described);
            case EXEC -> new CurlHttp(session, site, secrets);
        };
    }

    /** Any address will do: the tunnel's socket ignores it, and the host finds its own. */
    private static List<InetAddress> lookedUpByTheHost(String name) throws UnknownHostException {
        return List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1}));
    }
}
