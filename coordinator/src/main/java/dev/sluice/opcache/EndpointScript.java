package dev.sluice.opcache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The PHP file that staging places in a release's docroot: the same bytes everywhere. */
public final class EndpointScript {
    /** Its name in the docroot. */
    public static final String NAME = "_sluice.php";

    /** Its address on a site. */
    public static final String PATH = "/" + NAME;

    private EndpointScript() {}

    /** Its content. */
    public static byte[] bytes() {
        try (var file = EndpointScript.class.getResourceAsStream(NAME)) {
            return Objects.requireNonNull(file, NAME).readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + NAME + " of this program", broken);
        }
    }
}
