package dev.sluice.http;

import dev.sluice.http.UntrustedKeyException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * Decides whether the certificate of a site is trusted: by authorities, by the pins of public keys, or by both.
 *
 * @param authorities empty where the pins alone decide; then neither dates nor signers count, because the key itself is known
 * @param pins of the keys of which the site must show one; empty for any
 */
record SiteTrust(Optional<X509TrustManager> authorities, List<String> pins) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw new CertificateException("clients are not asked for certificates here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        var shown = PublicKeyPin.of(chain[0]);
        if (authorities.isPresent()) {
            try {
                vouchedFor(authorities.get(), chain, kind);
            } catch (CertificateException refused) {
                throw new UntrustedKeyException(Reason.NOT_VOUCHED_FOR, shown, refused);
            }
        }
        if (!pins.isEmpty() && !pins.contains(shown)) {
            throw new UntrustedKeyException(
                    Reason.ANOTHER_KEY, shown, new CertificateException("the key " + shown + " is not pinned"));
        }
    }

    /** Of a certificate that is trusted by itself the JDK checks no dates (RFC 5280, section 6.1). */
    private static void vouchedFor(X509TrustManager trusted, X509Certificate[] chain, String kind)
            throws CertificateException {
        trusted.checkServerTrusted(chain, kind);
        for (var certificate : chain) {
            certificate.checkValidity();
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.map(X509TrustManager::getAcceptedIssuers).orElseGet(() -> new X509Certificate[0]);
    }
}
