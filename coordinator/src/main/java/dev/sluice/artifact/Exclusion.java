package dev.sluice.artifact;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a tree is left out, as patterns in the manner of
 * <a href="https://git-scm.com/docs/gitignore">gitignore</a>: without a slash any component, with one from the artifact's
 * root; {@code *}, {@code ?} and {@code [a-z]} inside a component, {@code **} over components; a slash at the end means
 * directories only. Everything below an excluded directory is excluded. There is no negation.
 */
public final class Exclusion {
    private static final Exclusion NONE = new Exclusion(List.of());

    private final List<String> patterns;
    private final Pattern any;

    private Exclusion(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
        this.any = Pattern.compile(
                patterns.stream().map(GlobPattern::regex).collect(Collectors.joining("|")), Pattern.DOTALL);
    }

    public static Exclusion none() {
        return NONE;
    }

    /**
     * Of the patterns as they are written in a playbook.
     *
     * @throws IllegalArgumentException for a pattern that is empty, negated or cannot be read; the message names it and the reason
     */
    public static Exclusion of(List<String> patterns) {
        return new Exclusion(patterns);
    }

    /** {@code path} is relative to the root, without a slash at its end. */
    public boolean excludes(String path, Manifest.Type type) {
        String subject = type == Manifest.Type.DIRECTORY ? path + "/" : path;
        return !patterns.isEmpty() && any.matcher(subject).matches();
    }

    /** As written. */
    public List<String> patterns() {
        return patterns;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Exclusion that && patterns.equals(that.patterns);
    }

    @Override
    public int hashCode() {
        return patterns.hashCode();
    }

    @Override
    public String toString() {
        return patterns.toString();
    }
}
