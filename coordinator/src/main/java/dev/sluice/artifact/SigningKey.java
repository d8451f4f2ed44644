package dev.sluice.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key that signatures of artifacts are checked with: Ed25519, ECDSA on P-256 with SHA-256 or on P-384 with
 * SHA-384, or RSA of at least 3072 bits with SHA-256 (PKCS #1 v1.5), as PEM (RFC 7468, {@code PUBLIC KEY}).
 *
 * @param algorithm of the signatures, by the names of Java
 * @param longest bytes that may be signed with it
 */
record SigningKey(PublicKey key, String algorithm, long longest) {
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
    private static final List<String> KINDS = List.of("Ed25519", "EC", "RSA");
    private static final int SHORTEST_RSA = 3072;

    /** Ed25519 needs all signed bytes in memory: the platform's implementation collects it. */
    private static final long LONGEST_ED25519 = 64L << 20;

    /** @throws IOException with what is wrong with the file */
    static SigningKey read(Path file) throws IOException {
        String text = new String(SmallFile.read(file), StandardCharsets.ISO_8859_1);
        if (text.contains("PRIVATE KEY-----")) {
            throw new IOException("it is a private key, which belongs only to the signer");
        }
        Matcher pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw new IOException("it is not a public key in PEM");
        }
        try {
            return of(parse(Base64.getMimeDecoder().decode(pem.group(1))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "its key cannot be used: " + e.getMessage()
                            + "; supported are Ed25519, P-256, P-384, RSA from 3072 bits",
                    e);
        }
    }

    Signature verification() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(key);
        return signature;
    }

    private static PublicKey parse(byte[] encoded) throws GeneralSecurityException {
        for (String kind : KINDS) {
            Optional<PublicKey> key = parse(kind, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new InvalidKeyException("it is of an unknown kind");
    }

    private static Optional<PublicKey> parse(String kind, byte[] encoded) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }

    private static SigningKey of(PublicKey key) throws GeneralSecurityException {
        if (key instanceof ECPublicKey ec) {
            return new SigningKey(key, algorithm(ec.getParams()), Long.MAX_VALUE);
        }
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < SHORTEST_RSA) {
                throw new InvalidKeyException("RSA of " + bits + " bits");
            }
            return new SigningKey(key, "SHA256withRSA", Long.MAX_VALUE);
        }
        return new SigningKey(key, "Ed25519", LONGEST_ED25519);
    }

    private static String algorithm(ECParameterSpec curve) throws GeneralSecurityException {
        if (isSame(curve, "secp256r1")) {
            return "SHA256withECDSA";
        }
        if (isSame(curve, "secp384r1")) {
            return "SHA384withECDSA";
        }
        throw new InvalidKeyException("another curve");
    }

    private static boolean isSame(ECParameterSpec curve, String name) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(name));
        ECParameterSpec known = parameters.getParameterSpec(ECParameterSpec.class);
        return curve.getCurve().equals(known.getCurve())
                && curve.getGenerator().equals(known.getGenerator())
                && curve.getOrder().equals(known.getOrder());
    }
}
