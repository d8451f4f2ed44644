package dev.sluice.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A file of certificates (PEM, RFC 7468) that are trusted in place of those of the Java runtime. */
public record CertificateFile(Path file) {
    /** Far more than any list of authorities takes. */
    private static final int LARGEST = 4 << 20;

    /** @param name of a file; {@code ~} is the home directory */
    public static CertificateFile of(String name) {
        return new CertificateFile(HomePath.expand(name));
    }

    /** @throws IOException when it cannot be read, another account may write it, or it has no certificate */
    public X509TrustManager authorities() throws IOException {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(certificates());
            return (X509TrustManager) trust.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IOException("it has no certificates that can be used: " + e.getMessage(), e);
        }
    }

    /**
     * The certificates alone, as PEM with commas in place of line ends.
     *
     * @throws IOException as above
     */
    public String lines() throws IOException {
        var lines = new StringBuilder();
        for (var authority : authorities().getAcceptedIssuers()) {
            try {
                var bytes = Base64.getMimeEncoder(64, new byte[] {','}).encodeToString(authority.getEncoded());
                lines.append("-----BEGIN CERTIFICATE-----,").append(bytes).append(",-----END CERTIFICATE-----,");
            } catch (CertificateEncodingException e) {
                throw new IOException("it has a certificate that cannot be written: " + e.getMessage(), e);
            }
        }
        return lines.toString();
    }

    private KeyStore certificates() throws IOException, GeneralSecurityException {
        var text = OwnFile.read(file, OwnFile.Access.TRUSTED, LARGEST);
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (var certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        if (number == 0) {
            throw new CertificateException("no BEGIN CERTIFICATE is in it");
        }
        return store;
    }
}
