package dev.sluice.endpoint;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** The half of an {@link EndpointKey} that hosts receive: P-256, as PEM of a SubjectPublicKeyInfo (RFC 5480). */
public final class EndpointPublicKey {
    /** The order of NIST P-256 (SP 800-186, 3.2.1.3), which identifies the curve. */
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final ECPublicKey key;
    private final String kid;

    EndpointPublicKey(ECPublicKey key) throws GeneralSecurityException {
        this.key = onP256(key);
        this.kid = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()))
                .substring(0, 16);
    }

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException when the text contains none on P-256
     */
    public static EndpointPublicKey parse(String pem) {
        try {
            var spec = new X509EncodedKeySpec(Pem.read("PUBLIC KEY", pem));
            return new EndpointPublicKey(
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec));
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException("not a public key on P-256: " + broken.getMessage(), broken);
        }
    }

    static <K extends ECKey> K onP256(K key) throws GeneralSecurityException {
        if (!key.getParams().getOrder().equals(P256_ORDER)) {
            throw new GeneralSecurityException("the key is on another curve");
        }
        return key;
    }

    /** The key's name in requests: the first 16 hexadecimal digits of the SHA-256 of its DER. */
    public String kid() {
        return kid;
    }

    public String pem() {
        return Pem.write("PUBLIC KEY", key.getEncoded());
    }

    /** Whether a statement of this purpose was signed with the other half. */
    public boolean verifies(String purpose, String text, String signature) {
        try {
            return verifies(
                    SignedText.ofStatement(purpose, text), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    boolean verifies(byte[] text, byte[] signature) {
        try {
            var check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(key);
            check.update(text);
            return check.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no ECDSA: " + missing.getMessage(), missing);
        }
    }

    @Override
    public String toString() {
        return "endpoint key " + kid;
    }
}
