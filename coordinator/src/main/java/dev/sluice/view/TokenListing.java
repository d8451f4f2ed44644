package dev.sluice.view;

import java.util.List;
import java.util.Optional;

/**
 * {@code sluice token list}, by name.
 *
 * @param problems tokens that cannot be read
 */
public record TokenListing(List<Entry> tokens, List<String> problems) implements Listing {
    public TokenListing {
        tokens = List.copyOf(tokens);
        problems = List.copyOf(problems);
    }

    /**
     * One token.
     *
     * @param created ISO-8601, UTC, as the other times
     * @param used when it was last used, recorded at most once a minute; null if never
     */
    public record Entry(String name, List<String> scopes, String created, String expires, Optional<String> used) {
        public Entry {
            scopes = List.copyOf(scopes);
        }
    }
}
