package dev.sluice.document;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value of a header or of an environment variable: plain text, or text of one word and then a secret, as in
 * {@code Bearer env:TOKEN}.
 *
 * @param literal the plain text; before a secret the prefix with its blank, such as {@code "Bearer "}
 * @param secret what is put after the plain text
 */
public record ConfiguredValue(String literal, Optional<SecretReference> secret) {
    private static final Pattern WITH_SECRET = Pattern.compile("(\\S+ )?((?:env|file|command):.+)");

    /** Plain text. */
    public static ConfiguredValue plain(String literal) {
        return new ConfiguredValue(literal, Optional.empty());
    }

    /** Reads {@code [prefix ]REF}; everything else is plain text. */
    public static ConfiguredValue parse(String text) {
        var match = WITH_SECRET.matcher(text);
        if (!match.matches()) {
            return plain(text);
        }
        var prefix = match.group(1) == null ? "" : match.group(1);
        return SecretReference.parse(match.group(2))
                .map(reference -> new ConfiguredValue(prefix, Optional.of(reference)))
                .orElseGet(() -> plain(text));
    }

    /** The whole text with its secret fetched: itself a secret when it has one. */
    public Secret resolve(SecretSource source) throws SecretException {
        return secret.isPresent()
                ? new Secret(literal + source.resolve(secret.get()).reveal())
                : new Secret(literal);
    }

    /** The value as written. */
    @Override
    public String toString() {
        return literal + secret.map(SecretReference::toString).orElse("");
    }
}
