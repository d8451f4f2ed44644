package dev.sluice.remote;

import dev.sluice.document.CertificateFile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Whose word counts for the certificate of a daemon. */
public record ServerTrust(SSLContext context) {
    /** The authorities that the Java runtime knows. */
    public static ServerTrust ofJava() {
        try {
            return new ServerTrust(SSLContext.getDefault());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has TLS", e);
        }
    }

    /**
     * Those in a file alone.
     *
     * @param name of a file with certificates (PEM, RFC 7468)
     * @throws IOException when it cannot be read, another account may write it, or it has no certificate
     */
    public static ServerTrust of(String name) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {CertificateFile.of(name).authorities()}, null);
            return new ServerTrust(context);
        } catch (GeneralSecurityException e) {
            throw new IOException("it has no certificates that can be used: " + e.getMessage(), e);
        }
    }
}
