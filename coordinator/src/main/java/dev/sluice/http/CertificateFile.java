package dev.sluice.http;

import dev.sluice.document.HomePath;
import dev.sluice.document.OwnFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** A file of certificates (PEM, RFC 7468) that are trusted in place of those of the Java runtime. */
record CertificateFile(Path file) {
    /** Far more than any list of authorities takes. */
    private static final int LARGEST = 4 << 20;

    static CertificateFile of(String name) {
        return new CertificateFile(HomePath.expand(name));
    }

    /** @throws IOException when it cannot be read, another account may write it, or it has no certificate */
    OkHttpClient.Builder trustedBy(OkHttpClient.Builder client) throws IOException {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(certificates());
            var dated = new DatedTrust((X509TrustManager) trust.getTrustManagers()[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {dated}, null);
            return client.sslSocketFactory(context.getSocketFactory(), dated);
        } catch (GeneralSecurityException e) {
            throw new IOException("it has no certificates that can be used: " + e.getMessage(), e);
        }
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
