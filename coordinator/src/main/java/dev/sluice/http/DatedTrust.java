package dev.sluice.http;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Trusts what another trusts, within its dates: of a certificate that is trusted by itself the JDK checks none (RFC 5280, section 6.1). */
record DatedTrust(X509TrustManager trusted) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        trusted.checkClientTrusted(chain, kind);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        trusted.checkServerTrusted(chain, kind);
        for (var certificate : chain) {
            certificate.checkValidity();
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trusted.getAcceptedIssuers();
    }
}
