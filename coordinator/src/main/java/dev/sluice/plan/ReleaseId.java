package dev.sluice.plan;

import dev.sluice.document.HostText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a release on every host: the name of its directory below {@code releases/}. */
public record ReleaseId(String value) implements Comparable<ReleaseId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern LINK = Pattern.compile("(?:.*/)?releases/([^/]+)/?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern BY_TIME = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{7}");
    private static final int TIME_CHARS = "20261122-223000".length();

    /** @throws IllegalArgumentException when the value is not a release id; the message is for people */
    public ReleaseId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is not a release id: 1 to 64 of A-Z a-z 0-9 . _ -,"
                    + " starting with a letter or a digit");
        }
    }

    /** An id by UTC time and the first seven digits of the manifest's digest, such as {@code 20261122-223000-9f3c1ab}. */
    public static ReleaseId at(Instant when, String digest) {
        return new ReleaseId(TIME.format(when) + "-" + digest.substring(0, 7));
    }

    /** When the coordinator gave the id; empty for one that a person chose. */
    public Optional<Instant> time() {
        try {
            return BY_TIME.matcher(value).matches()
                    ? Optional.of(Instant.from(TIME.parse(value.substring(0, TIME_CHARS))))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The release that a link's text names; empty if it names none. */
    public static Optional<ReleaseId> ofLink(String link) {
        var match = LINK.matcher(link);
        if (!match.matches() || !FORM.matcher(match.group(1)).matches()) {
            return Optional.empty();
        }
        return Optional.of(new ReleaseId(match.group(1)));
    }

    /** The same for a link on a host. */
    public static Optional<ReleaseId> ofLink(HostText link) {
        return ofLink(link.raw());
    }

    /** The text of {@code current} when this release is live. It is relative, so that it stays valid below another root. */
    public String link() {
        return "releases/" + value;
    }

    @Override
    public int compareTo(ReleaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
