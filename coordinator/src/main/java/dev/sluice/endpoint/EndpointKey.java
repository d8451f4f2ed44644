package dev.sluice.endpoint;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The coordinator's key: EC P-256, the private half as PEM of PKCS #8 (RFC 5208), which contains the public half implicitly. */
public final class EndpointKey {
    private final ECPrivateKey key;
    private final EndpointPublicKey publicKey;

    private EndpointKey(ECPrivateKey key, EndpointPublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** A new key. */
    public static EndpointKey generate(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var pair = generator.generateKeyPair();
            return new EndpointKey(
                    (ECPrivateKey) pair.getPrivate(), new EndpointPublicKey((ECPublicKey) pair.getPublic()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no P-256: " + missing.getMessage(), missing);
        }
    }

    /**
     * Reads a private key, of this program or of {@code openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256}.
     *
     * @throws IllegalArgumentException when the text contains none; the message contains nothing of the text
     */
    public static EndpointKey parse(String pem) {
        try {
            var keys = KeyFactory.getInstance("EC");
            var spec = new PKCS8EncodedKeySpec(Pem.read("PRIVATE KEY", pem));
            var key = EndpointPublicKey.onP256((ECPrivateKey) keys.generatePrivate(spec));
            return new EndpointKey(key, new EndpointPublicKey(publicHalf(keys, key)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException("not a private key on P-256 in PKCS #8", broken);
        }
    }

    private static ECPublicKey publicHalf(KeyFactory keys, ECPrivateKey key) throws GeneralSecurityException {
        var curve = CustomNamedCurves.getByName("secp256r1");
        var point = new FixedPointCombMultiplier()
                .multiply(curve.getG(), key.getS())
                .normalize();
        var affine = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        return (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(affine, key.getParams()));
    }

    /** The half that hosts receive. */
    public EndpointPublicKey publicKey() {
        return publicKey;
    }

    /** The secret half: for a file of mode 0600 and for nothing else. */
    public String privatePem() {
        return Pem.write("PRIVATE KEY", key.getEncoded());
    }

    /**
     * Signs a statement that is not a request. Its purpose is part of what is signed, so that it cannot be used for another.
     *
     * @param purpose such as {@code record}
     * @return ECDSA with SHA-256, DER in Base64
     */
    public String sign(String purpose, String text) {
        return Base64.getEncoder().encodeToString(sign(SignedText.ofStatement(purpose, text)));
    }

    byte[] sign(byte[] text) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java cannot sign: " + missing.getMessage(), missing);
        }
    }

    @Override
    public String toString() {
        return publicKey.toString();
    }
}
