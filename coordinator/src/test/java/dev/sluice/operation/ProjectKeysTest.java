package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.opcache.EndpointKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With what a project signs, and whose signatures it believes. */
class ProjectKeysTest {
    private static final EndpointKey KEY = EndpointKey.generate(new SecureRandom());
    private static final EndpointKey FORMER = EndpointKey.generate(new SecureRandom());

    @TempDir
    private Path folder = Path.of("");

    private final List<String> resolved = new ArrayList<>();

    @BeforeEach
    void write_keys() throws IOException {
        Files.createDirectory(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/former.pub"), FORMER.publicKey().pem());
    }

    private ProjectKeys keys(String project, String playbook) throws IOException {
        var files = Project.read(
                Files.writeString(folder.resolve("inventory.yml"), """
                        inventory: 1
                        name: prod
                        defaults: { path: /srv/shop, ssh: { user: deploy } }
                        groups: { web: { hosts: [web01] } }
                        """ + project),
                Files.writeString(folder.resolve("playbook.yml"), """
                        playbook: 1
                        name: shop
                        targets: web
                        """ + playbook));
        return new ProjectKeys(files, new EndpointKeys(this::resolve));
    }

    private Secret resolve(SecretReference reference) throws SecretException {
        resolved.add(reference.toString());
        if (reference.value().equals("GONE")) {
            throw new SecretException("GONE is not set");
        }
        return new Secret(reference.value().equals("NONE") ? "no key" : KEY.privatePem());
    }

    private static List<String> kids(List<EndpointPublicKey> keys) {
        return keys.stream().map(EndpointPublicKey::kid).toList();
    }

    @Test
    void the_endpoints_key_signs_where_no_other_is_named() throws Exception {
        var keys = keys("project: 7c1f09e2\n", "opcache: { key: env:ENDPOINT }");
        assertEquals("7c1f09e2", keys.project());
        assertEquals(
                KEY.publicKey().kid(), keys.signing().orElseThrow().publicKey().kid());
        assertEquals(List.of(KEY.publicKey().kid()), kids(keys.trusted()));
        assertEquals(
                List.of("env:RECORD"),
                resolvedBy(keys("", "opcache: { key: env:ENDPOINT }\nrecords: { key: env:RECORD }")));
    }

    private List<String> resolvedBy(ProjectKeys keys) throws SecretException {
        resolved.clear();
        keys.signing();
        return List.copyOf(resolved);
    }

    @Test
    void a_public_half_beside_the_key_spares_the_private_one() throws Exception {
        Files.writeString(folder.resolve("keys/record.pem.pub"), KEY.publicKey().pem());
        var keys = keys("", "records: { key: 'file:keys/record.pem', trust: ['keys/former.pub'] }");
        assertEquals(List.of(KEY.publicKey().kid(), FORMER.publicKey().kid()), kids(keys.trusted()));
        assertEquals(List.of(), resolved, "reading a record resolves no private key");
    }

    @Test
    void trusted_keys_are_files_and_all_that_match_a_pattern() throws Exception {
        Files.writeString(folder.resolve("keys/other.pub"), KEY.publicKey().pem());
        Files.writeString(folder.resolve("keys/notes.txt"), "nothing");
        var keys = keys("", "records: { trust: ['keys/*.pub'] }");
        assertEquals(Optional.empty(), keys.signing());
        assertEquals(List.of(FORMER.publicKey().kid(), KEY.publicKey().kid()), kids(keys.trusted()));
    }

    @Test
    void a_key_that_others_may_change_is_not_trusted() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("keys/former.pub"), PosixFilePermissions.fromString("rw-rw-rw-"));
        var failure = assertThrows(SecretException.class, keys("", "records: { trust: ['keys/*.pub'] }")::trusted);
        assertTrue(failure.toString().contains("run: chmod go-w"), failure::toString);
    }

    @Test
    void what_is_no_key_is_named() throws Exception {
        Files.writeString(folder.resolve("keys/broken.pub"), "nothing");
        var broken = keys("", "records: { trust: ['keys/broken.pub'] }");
        var failure = assertThrows(SecretException.class, broken::trusted);
        assertTrue(failure.toString().contains("keys/broken.pub is no public key"), failure::toString);
        assertEquals(
                List.of(),
                keys("", "records: { trust: ['none/*.pub'] }").trusted().stream()
                        .skip(1)
                        .toList());
        assertThrows(SecretException.class, keys("", "records: { trust: ['missing.pub'] }")::trusted);
        assertThrows(SecretException.class, keys("", "records: { key: env:NONE }")::signing);
        assertThrows(SecretException.class, keys("", "records: { key: env:GONE }")::signing);
    }
}
