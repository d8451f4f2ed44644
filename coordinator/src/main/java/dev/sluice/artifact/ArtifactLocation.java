package dev.sluice.artifact;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where an artifact is, as a user gives it: a path, or {@code https://HOST/PATH/NAME#sha256=DIGEST}. */
public sealed interface ArtifactLocation {
    Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);

    /** On this machine. */
    record Local(Path path) implements ArtifactLocation {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * On a web server, which is not trusted: the digest decides.
     *
     * @param address https, without the fragment
     * @param sha256 64 digits in small letters, of the file's bytes
     */
    record Remote(URI address, String sha256) implements ArtifactLocation {
        private static final Pattern DIGEST = Pattern.compile("sha256=([0-9A-Fa-f]{64})");
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,199}");

        private static Remote parse(String text) {
            URI whole;
            try {
                whole = new URI(text);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("is no valid address: " + e.getReason(), e);
            }
            var digest = DIGEST.matcher(whole.getFragment() == null ? "" : whole.getFragment());
            if (!"https".equalsIgnoreCase(whole.getScheme()) || whole.getHost() == null) {
                throw new IllegalArgumentException("is neither a path nor an address that begins with https://HOST/");
            }
            if (whole.getRawUserInfo() != null) {
                throw new IllegalArgumentException("has a user or a password in it, which every process can read here");
            }
            if (!digest.matches()) {
                throw new IllegalArgumentException(
                        "has to end with #sha256= and the 64 digits that sha256sum prints of the file");
            }
            var address = URI.create(text.substring(0, text.indexOf('#')));
            var remote = new Remote(address, digest.group(1).toLowerCase(Locale.ROOT));
            if (!NAME.matcher(remote.name()).matches()) {
                throw new IllegalArgumentException("has to have the name of the file at the end of its path");
            }
            return remote;
        }

        /** The file's name, without directories. */
        public String name() {
            var path = address.getRawPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** What may be shown and recorded: a query may have a password in it. */
        @Override
        public String toString() {
            return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
        }
    }

    /** @throws IllegalArgumentException for an address that cannot be used, with the reason, to follow the text */
    static ArtifactLocation parse(String text) {
        return ADDRESS.matcher(text).matches() ? Remote.parse(text) : new Local(Path.of(text));
    }
}
