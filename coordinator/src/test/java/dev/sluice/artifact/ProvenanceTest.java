package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digest files and signatures beside an artifact, made by the programs that the documentation names. */
class ProvenanceTest {
    private static final Provenance DIGEST = new Provenance(Provenance.Digest.REQUIRED, Optional.empty());

    @TempDir
    Path directory;

    private Path packed = Path.of("");

    @BeforeEach
    void pack() {
        packed = TestArchive.in(directory).file("index.php", "<?php").write();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256sum shop.tar.gz",
                "sha256sum -b shop.tar.gz",
                "sha256sum \"$PWD/shop.tar.gz\"",
                "sha256sum < shop.tar.gz | cut -c1-64",
                "sha256sum shop.tar.gz | sed 's/^[0-9a-f]*/\\U&/'",
                "(sha256sum /dev/null; sha256sum shop.tar.gz)"
            })
    void a_right_digest_in_each_form_is_accepted_and_told(String command) throws Exception {
        shell(command + " > shop.tar.gz.sha256");
        Artifact artifact = open(DIGEST);
        assertEquals(List.of("SHA-256 is that of its .sha256"), artifact.notes());
        assertEquals(
                shell("sha256sum shop.tar.gz").substring(0, 64),
                artifact.sha256().orElseThrow());
    }

    @Test
    void a_wrong_digest_is_refused_although_nobody_asked_for_one() throws Exception {
        write("shop.tar.gz.sha256", "0".repeat(64) + "  shop.tar.gz\n");
        assertRefused(Provenance.unasked(), "its SHA-256 is ", "its .sha256 contains " + "0".repeat(64));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it is empty",
                "'no digest'|not output of sha256sum",
                "'00ff  shop.tar.gz'|not output of sha256sum"
            })
    void garbage_for_a_digest_is_refused(String text, String why) throws Exception {
        write("shop.tar.gz.sha256", text);
        assertRefused(Provenance.unasked(), "shop.tar.gz.sha256 cannot be used: ", why);
    }

    @Test
    void a_digest_of_another_file_is_refused() throws Exception {
        shell("cp shop.tar.gz other.tar.gz; sha256sum other.tar.gz > shop.tar.gz.sha256");
        assertRefused(Provenance.unasked(), "cannot be used: it is of \"other.tar.gz\"");
    }

    @Test
    void two_digests_for_one_name_are_refused() throws Exception {
        shell("sha256sum shop.tar.gz > shop.tar.gz.sha256; echo another build > other;"
                + " sha256sum other | sed s/other/shop.tar.gz/ >> shop.tar.gz.sha256");
        assertRefused(Provenance.unasked(), "it has two for one name");
    }

    @Test
    void a_digest_that_is_missing_is_refused_only_when_it_is_required() {
        assertEquals(List.of(), open(Provenance.unasked()).notes());
        assertRefused(DIGEST, "there is no shop.tar.gz.sha256 beside it (sha256sum shop.tar.gz > ");
    }

    @Test
    void a_link_to_the_newest_build_is_vouched_for_by_the_files_of_the_build() throws Exception {
        shell("sha256sum shop.tar.gz > shop.tar.gz.sha256; ln -s shop.tar.gz latest.tar.gz");
        Artifact artifact =
                Artifact.open(directory.resolve("latest.tar.gz"), Exclusion.none(), ArtifactLimits.defaults(), DIGEST);
        assertEquals(List.of("SHA-256 is that of its .sha256"), artifact.notes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "p256", "p384", "rsa"})
    void a_signature_as_the_documentation_makes_it_is_accepted_raw_and_in_base64(String kind) throws Exception {
        sign(kind, "signing");
        assertEquals(
                List.of("signature is valid"), open(signedBy("signing.pub")).notes());
        byte[] raw = Files.readAllBytes(directory.resolve("shop.tar.gz.sig"));
        write("shop.tar.gz.sig", Base64.getMimeEncoder().encodeToString(raw) + "\n");
        assertEquals(
                List.of("signature is valid"), open(signedBy("signing.pub")).notes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "p256", "p384", "rsa"})
    void a_signature_by_another_key_or_over_other_bytes_is_refused(String kind) throws Exception {
        sign(kind, "signing");
        key(kind, "other");
        assertRefused(signedBy("other.pub"), "shop.tar.gz.sig is not a signature of it by the key ", "other.pub");
        TestArchive.in(directory).file("index.php", "<?php evil();").write();
        assertRefused(signedBy("signing.pub"), "is not a signature of it");
    }

    @Test
    void a_signature_by_a_key_of_another_kind_is_refused() throws Exception {
        sign("rsa", "signing");
        key("p256", "other");
        key("ed25519", "third");
        assertRefused(signedBy("other.pub"), "is not a signature of it");
        assertRefused(signedBy("third.pub"), "is not a signature of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "AAAA", "\u0001\u0002\u0003"})
    void garbage_for_a_signature_is_refused(String text) throws Exception {
        for (String kind : List.of("ed25519", "p256", "rsa")) {
            key(kind, "signing");
            write("shop.tar.gz.sig", text);
            assertRefused(signedBy("signing.pub"), "is not a signature of it");
        }
    }

    @Test
    void a_signature_that_is_missing_is_refused_and_one_that_nobody_asked_for_is_told() throws Exception {
        key("p256", "signing");
        assertRefused(
                signedBy("signing.pub"), "there is no shop.tar.gz.sig beside it, and release.signed_by requires one");
        sign("p256", "signing");
        assertEquals(
                List.of("signature is not checked: release.signed_by names no key"),
                open(Provenance.unasked()).notes());
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() throws Exception {
        key("p256", "signing");
        assertRefused(
                new Provenance(Provenance.Digest.REQUIRED, Optional.of(directory.resolve("signing.pub"))),
                "there is no shop.tar.gz.sha256",
                "there is no shop.tar.gz.sig");
    }

    @Test
    void a_directory_is_refused_where_something_has_to_vouch_for_it() throws Exception {
        key("p256", "signing");
        for (Provenance wanted : List.of(DIGEST, signedBy("signing.pub"))) {
            String message = String.valueOf(assertThrows(
                            InvalidArtifactException.class,
                            () -> Artifact.open(directory, Exclusion.none(), ArtifactLimits.defaults(), wanted))
                    .getMessage());
            assertSays(message, "a directory has no digest file and no signature");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048|RSA of 2048 bits",
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp521r1|another curve",
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1|its key cannot be used",
                "genpkey -algorithm ED448|its key cannot be used"
            })
    void a_key_that_is_too_weak_or_of_another_kind_is_refused(String made, String why) throws Exception {
        shell("openssl " + made + " -out weak.pem 2>/dev/null && openssl pkey -in weak.pem -pubout -out weak.pub");
        write("shop.tar.gz.sig", "x");
        assertRefused(signedBy("weak.pub"), "release.signed_by: ", why);
    }

    @Test
    void what_is_no_public_key_is_refused_by_what_it_is() throws Exception {
        sign("p256", "signing");
        assertRefused(signedBy("signing.pem"), "it is a private key");
        assertRefused(signedBy("shop.tar.gz.sig"), "it is not a public key in PEM");
        assertRefused(signedBy("none.pub"), "none.pub cannot be used: it is not a file");
    }

    @Test
    void nothing_is_parsed_before_it_is_vouched_for() throws Exception {
        key("p256", "signing");
        write("shop.tar.gz", "\u001f\u008bthis would be refused as damaged");
        assertRefused(signedBy("signing.pub"), "there is no shop.tar.gz.sig");
    }

    private Provenance signedBy(String key) {
        return new Provenance(Provenance.Digest.WHEN_THERE, Optional.of(directory.resolve(key)));
    }

    private Artifact open(Provenance provenance) {
        return Artifact.open(packed, Exclusion.none(), ArtifactLimits.defaults(), provenance);
    }

    private void assertRefused(Provenance provenance, String... why) {
        String message = String.valueOf(assertThrows(InvalidArtifactException.class, () -> open(provenance))
                .getMessage());
        assertSays(message, why);
        assertSays(message, "shop.tar.gz cannot be released: ", "Next: ");
    }

    private void key(String kind, String name) throws Exception {
        String options =
                switch (kind) {
                    case "p256" -> "EC -pkeyopt ec_paramgen_curve:P-256";
                    case "p384" -> "EC -pkeyopt ec_paramgen_curve:P-384";
                    case "rsa" -> "RSA -pkeyopt rsa_keygen_bits:3072";
                    default -> "ED25519";
                };
        shell("openssl genpkey -algorithm " + options + " -out " + name + ".pem 2>/dev/null");
        shell("openssl pkey -in " + name + ".pem -pubout -out " + name + ".pub");
    }

    private void sign(String kind, String name) throws Exception {
        key(kind, name);
        shell(
                switch (kind) {
                    case "p384" -> "openssl dgst -sha384 -sign signing.pem -out shop.tar.gz.sig shop.tar.gz";
                    case "ed25519" ->
                        "openssl pkeyutl -sign -inkey signing.pem -rawin -in shop.tar.gz -out shop.tar.gz.sig";
                    default -> "openssl dgst -sha256 -sign signing.pem -out shop.tar.gz.sig shop.tar.gz";
                });
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private String shell(String command) throws Exception {
        return TestTree.run(directory, "sh", "-c", command);
    }
}
