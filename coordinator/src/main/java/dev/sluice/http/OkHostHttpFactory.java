package dev.sluice.http;

import dev.sluice.document.CertificateFile;
import dev.sluice.document.SecretSource;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpFactory;
import dev.sluice.host.HostSession;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
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
        try {
            if (host.web().via() == Via.EXEC) {
                return new CurlHttp(session, site, secrets, CurlTrust.of(host.web()));
            }
            var client = site.base().isHttps() ? trusting(host.web()) : base.newBuilder();
            var reached = host.web().via() == Via.SSH ? tunnelled(client, session, site) : direct(client, site);
            return new OkHostHttp(site, secrets, reached.build(), "on " + session.host());
        } catch (IOException e) {
            return new UnusableHttp(
                    "web.ca " + host.web().ca().orElse("") + " cannot be used: " + e.getMessage(),
                    "name a PEM file with the certificate of the authority, or of the site itself");
        }
    }

    /** A pinned key is known by itself: whatever name its certificate has. */
    private OkHttpClient.Builder trusting(WebSettings web) throws IOException {
        var pinsAlone = web.ca().isEmpty() && !web.pins().isEmpty();
        var trust = new SiteTrust(pinsAlone ? Optional.empty() : Optional.of(authorities(web)), web.pins());
        var client = base.newBuilder().sslSocketFactory(sockets(trust), trust);
        return pinsAlone ? client.hostnameVerifier((name, session) -> true) : client;
    }

    private X509TrustManager authorities(WebSettings web) throws IOException {
        return web.ca().isPresent()
                ? CertificateFile.of(web.ca().get()).authorities()
                : Objects.requireNonNull(base.x509TrustManager(), "the client has no trust manager");
    }

    private static SSLSocketFactory sockets(SiteTrust trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private static OkHttpClient.Builder tunnelled(OkHttpClient.Builder client, HostSession session, WebTarget site) {
        return client.dns(OkHostHttpFactory::lookedUpByTheHost)
                .socketFactory(new TunnelSockets(session, new ServiceAddress.Tcp(site.target(), site.port())));
    }

    private static OkHttpClient.Builder direct(OkHttpClient.Builder client, WebTarget site) {
        return client.dns(siteName -> List.of(InetAddress.getAllByName(site.target())));
    }

    /** Any address will do: the tunnel's socket ignores it, and the host finds its own. */
    private static List<InetAddress> lookedUpByTheHost(String name) throws UnknownHostException {
        return List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1}));
    }
}
