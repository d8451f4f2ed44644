package dev.sluice.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class EndpointKeyTest {
    /** openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256, and its openssl pkey -pubout. */
    private static final String OPENSSL_PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbt+f0MPCIp4pwEoA
            BRr7nzFRrfFkVNGDyFsp5AuXmsqhRANCAATXNzRCTA/QtOaWFbnsAXMGnBHHS43N
            iLZCaLEH2ve8rGlbqscqW45NGI+Z1oxUp7B2d93s6jjF80iBtGXTZDbp
            -----END PRIVATE KEY-----
            """;

    private static final String OPENSSL_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE1zc0QkwP0LTmlhW57AFzBpwRx0uN
            zYi2QmixB9r3vKxpW6rHKluOTRiPmdaMVKewdnfd7Oo4xfNIgbRl02Q26Q==
            -----END PUBLIC KEY-----
            """;

    private final EndpointKey key = EndpointKey.generate(new SecureRandom());

    @Test
    void a_private_key_that_is_written_and_read_has_the_same_public_half() {
        var read = EndpointKey.parse(key.privatePem());
        assertEquals(key.publicKey().pem(), read.publicKey().pem());
        assertEquals(key.publicKey().kid(), read.publicKey().kid());
    }

    @Test
    void a_public_key_that_is_written_and_read_keeps_its_name() {
        var read = EndpointPublicKey.parse(key.publicKey().pem());
        assertEquals(key.publicKey().kid(), read.kid());
        assertTrue(read.kid().matches("[0-9a-f]{16}"));
    }

    @Test
    void a_key_of_openssl_is_read_and_its_public_half_is_found() {
        assertEquals(
                OPENSSL_PUBLIC, EndpointKey.parse(OPENSSL_PRIVATE).publicKey().pem());
    }

    @Test
    void a_key_in_the_old_form_is_refused_with_the_command_that_converts_it() {
        var old = OPENSSL_PRIVATE.replace("PRIVATE KEY", "EC PRIVATE KEY");
        var refused = assertThrows(IllegalArgumentException.class, () -> EndpointKey.parse(old));
        assertTrue(refused.toString().contains("openssl pkcs8 -topk8"), refused.toString());
    }

    @Test
    void a_key_on_another_curve_is_refused() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        var pem = Pem.write(
                "PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded());
        assertThrows(IllegalArgumentException.class, () -> EndpointKey.parse(pem));
    }

    @Test
    void a_key_never_prints_its_private_half() {
        var secret = key.privatePem().lines().skip(1).findFirst().orElseThrow();
        assertFalse(key.toString().contains(secret.substring(0, 20)));
        var broken = OPENSSL_PRIVATE.replace("MIG", "MIH");
        var refused = assertThrows(IllegalArgumentException.class, () -> EndpointKey.parse(broken));
        assertFalse(refused.toString().contains("AgEA"), refused.toString());
    }
}
