package dev.sluice.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A self-signed certificate with its key, made in this process: a keytool for each would be a JVM for each. */
public record TestCertificate(KeyStore store) {
    /** Of the file that it is written to. */
    public static final String PASSWORD = "password";

    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** One that is valid for the next month. */
    public static TestCertificate of(String site) throws Exception {
        return of(site, Duration.ZERO, Duration.ofDays(30));
    }

    /**
     * Makes one.
     *
     * @param site the name that it is for
     * @param start when it begins to be valid, from now on
     * @param validity how long it is valid then
     */
    static TestCertificate of(String site, Duration start, Duration validity) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        var content = content(site, pair.getPublic(), algorithm, Instant.now().plus(start), validity);
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(content.getEncoded(ASN1Encoding.DER));
        var signed = new DERSequence(new ASN1Encodable[] {content, algorithm, new DERBitString(signature.sign())});
        var certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(signed.getEncoded()));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("site", pair.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
        return new TestCertificate(store);
    }

    private static TBSCertificate content(
            String site, PublicKey key, AlgorithmIdentifier algorithm, Instant start, Duration validity)
            throws IOException {
        var content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(new BigInteger(63, new SecureRandom())));
        content.setIssuer(new X500Name("CN=" + site));
        content.setSubject(new X500Name("CN=" + site));
        content.setStartDate(new DERUTCTime(UTC_TIME.format(start)));
        content.setEndDate(new DERUTCTime(UTC_TIME.format(start.plus(validity))));
        content.setSignature(algorithm);
        content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        var names = new GeneralNames(new GeneralName(GeneralName.dNSName, site));
        content.setExtensions(new Extensions(
                new Extension(Extension.subjectAlternativeName, false, names.getEncoded(ASN1Encoding.DER))));
        return content.generateTBSCertificate();
    }

    /** With its key in a file of PKCS 12, for another process. */
    public TestCertificate writeTo(Path file) throws Exception {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return this;
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
    public Path pem(Path file) throws Exception {
        var bytes = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(store.getCertificate("site").getEncoded());
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + bytes + "\n-----END CERTIFICATE-----\n");
    }
}
