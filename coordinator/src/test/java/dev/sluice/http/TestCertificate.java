package dev.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** A self-signed certificate with its key. The JDK has no API for making one, but brings keytool. */
public record TestCertificate(KeyStore store) {
    /** Of the file that it is in. */
    public static final String PASSWORD = "password";

    /**
     * Makes one.
     *
     * @param site the name that it is for
     * @param more of keytool's options, such as those of an expired one
     */
    public static TestCertificate of(String site, Path file, String... more) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "site",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + site,
                "-ext",
                "SAN=dns:" + site,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(store);
    }

    /** A client that trusts it, and nothing else. */
    OkHttpClient trusting() throws Exception {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
                .build();
    }

    /** For a server that shows it. */
    public SSLContext server() throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Its public key, as {@code web.pin} names one; computed by another way than the product's. */
    String pin() throws Exception {
        var key = new X509EncodedKeySpec(
                store.getCertificate("site").getPublicKey().getEncoded());
        var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return "sha256/" + new String(Base64.getEncoder().encode(digest), StandardCharsets.US_ASCII);
    }

    /** The certificate in a file, as {@code web.ca} names one. */
    Path pem(Path file) throws Exception {
        var bytes = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(store.getCertificate("site").getEncoded());
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + bytes + "\n-----END CERTIFICATE-----\n");
    }
}
