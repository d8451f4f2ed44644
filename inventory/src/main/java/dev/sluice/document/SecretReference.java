package dev.sluice.document;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a secret comes from: {@code env:NAME}, {@code file:PATH} or {@code command:PROGRAM ARGS}. The secret itself is
 * fetched late, by a {@link SecretSource}, and never written to a file of this product.
 *
 * @param value the text after the colon
 */
public record SecretReference(Kind kind, String value) {
    private static final Pattern WRITTEN =
            Pattern.compile("(env):([A-Za-z_][A-Za-z0-9_]*)|(file|command):([^\\s\\p{Cntrl}][^\\p{Cntrl}]*)");

    /** What kind of place it is. */
    public enum Kind {
        /** A variable of the coordinator's environment. */
        ENV,
        /** The content of a file, without its last line break. */
        FILE,
        /** What a program writes to its standard output; no shell is involved. */
        COMMAND
    }

    /** Reads a reference as written; empty when the text is none. */
    public static Optional<SecretReference> parse(String text) {
        var match = WRITTEN.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        return match.group(1) != null
                ? Optional.of(new SecretReference(Kind.ENV, match.group(2)))
                : Optional.of(
                        new SecretReference(Kind.valueOf(match.group(3).toUpperCase(Locale.ROOT)), match.group(4)));
    }

    /** Program and arguments of a {@code command:}, split on blanks; nothing is quoted, expanded or run by a shell. */
    public List<String> words() {
        return List.of(value.strip().split("\\s+"));
    }

    /** The reference as written; it is no secret. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + value;
    }
}
