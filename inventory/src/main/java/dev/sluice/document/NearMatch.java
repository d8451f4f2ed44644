package dev.sluice.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what the user probably meant: the candidate with the fewest typing errors, if there are few enough. */
public final class NearMatch {
    private static final int SHOWN = 60;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    private NearMatch() {}

    /** The nearest candidate, at most a third of the word away. */
    public static Optional<String> of(String word, Collection<String> candidates) {
        var limit = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= limit)
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        // The first letter is seldom the wrong one.
                        .thenComparing(
                                candidate -> !candidate.startsWith(word.substring(0, Math.min(1, word.length()))))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code "; did you mean X"}, or nothing. */
    public static String hint(String word, Collection<String> candidates) {
        return of(word, candidates).map(near -> "; did you mean " + near).orElse("");
    }

    /** A value as a message may show it: shortened, without control characters. */
    public static String shown(String value) {
        var harmless = harmless(value);
        return harmless.length() <= SHOWN ? harmless : harmless.substring(0, SHOWN) + "...";
    }

    /** A text without control and format characters, which could rewrite a terminal. */
    static String harmless(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    /** Whether a text contains control or format characters other than line breaks and tabs. */
    static boolean unprintable(String text) {
        return UNPRINTABLE.matcher(text.replace('\n', ' ').replace('\t', ' ')).find();
    }

    /** Typing errors between two words (Damerau: left out, too many, wrong, two swapped); case, - and _ count for nothing. */
    private static int distance(String one, String other) {
        var a = normal(one);
        var b = normal(other);
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(int[][] d, String a, String b, int i, int j) {
        var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        var best = Math.min(d[i - 1][j - 1] + same, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        var swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }

    private static String normal(String word) {
        return word.substring(0, Math.min(SHOWN, word.length()))
                .toLowerCase(Locale.ROOT)
                .replace('-', '_');
    }
}
