package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.ArtifactLocation.Local;
import dev.sluice.artifact.ArtifactLocation.Remote;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactLocationTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {"build.tar.gz", "/srv/builds/shop-1.zip", "https:/odd/directory", "C:\\build", "a b#sha256=c"})
    void what_has_no_scheme_is_a_path(String text) {
        assertEquals(new Local(Path.of(text)), ArtifactLocation.parse(text));
    }

    @Test
    void an_address_has_the_digest_of_its_file_and_its_name() {
        var text = "https://builds.example.com:8443/shop/shop-1.tar.gz?token=s3cret#sha256=";
        var remote = (Remote) ArtifactLocation.parse(text + DIGEST.toUpperCase(java.util.Locale.ROOT));
        assertEquals("shop-1.tar.gz", remote.name());
        assertEquals(DIGEST, remote.sha256());
        assertEquals("token=s3cret", remote.address().getQuery());
        assertEquals("https://builds.example.com:8443/shop/shop-1.tar.gz", remote.toString(), "without the query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://example.com/shop.tar#sha256=D | begins with https://HOST/",
                "file:///srv/shop.tar#sha256=D | begins with https://HOST/",
                "https:///shop.tar#sha256=D | begins with https://HOST/",
                "https://me:pass@example.com/shop.tar#sha256=D | has a user or a password",
                "https://example.com/shop.tar | #sha256=",
                "https://example.com/shop.tar#sha256=abc | 64 digits",
                "https://example.com/shop.tar#md5=D | #sha256=",
                "https://example.com/#sha256=D | name of the file",
                "https://example.com/.hidden#sha256=D | name of the file",
                "https://example.com/a%2Fb.tar#sha256=D | name of the file",
                "https://exa mple.com/shop.tar#sha256=D | no valid address"
            })
    void an_address_that_cannot_be_used_is_refused_with_the_reason(String text, String reason) {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> ArtifactLocation.parse(text.replace("sha256=D", "sha256=" + DIGEST)));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused::getMessage);
    }
}
