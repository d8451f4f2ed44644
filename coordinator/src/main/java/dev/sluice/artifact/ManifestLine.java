package dev.sluice.artifact;

import java.util.Arrays;
import java.util.regex.Pattern;

/** One line of a manifest's text, and what an entry must be to have one. */
final class ManifestLine {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private ManifestLine() {}

    static String of(Manifest.Entry entry) {
        return String.join(
                " ",
                String.valueOf(entry.type().letter()),
                octal(entry.mode()),
                String.valueOf(entry.size()),
                PercentEncoding.field(entry.sha256()),
                PercentEncoding.field(entry.path()),
                PercentEncoding.field(entry.target()));
    }

    static Manifest.Entry parse(String line, int number) {
        try {
            Manifest.Entry entry = parse(line.split(" ", -1));
            if (of(entry).equals(line)) {
                return entry;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("manifest line " + number + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("manifest line " + number + ": not in its one canonical spelling");
    }

    private static Manifest.Entry parse(String[] fields) {
        if (fields.length != 6) {
            throw new IllegalArgumentException("expected 6 fields, found " + fields.length);
        }
        return new Manifest.Entry(
                type(fields[0]),
                Integer.parseInt(fields[1], 8),
                Long.parseLong(fields[2]),
                PercentEncoding.fieldValue(fields[3]),
                PercentEncoding.fieldValue(fields[4]),
                PercentEncoding.fieldValue(fields[5]));
    }

    private static Manifest.Type type(String letter) {
        return Arrays.stream(Manifest.Type.values())
                .filter(t -> letter.equals(String.valueOf(t.letter())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the type must be f, d or l"));
    }

    static void check(Manifest.Type type, int mode, String path) {
        if (!EntryPath.isNormal(path)) {
            throw new IllegalArgumentException(
                    ShownText.quoted(path) + " is not a relative path without ., .. and control characters");
        }
        boolean usual =
                switch (type) {
                    case FILE -> mode == 0644 || mode == 0755;
                    case DIRECTORY -> mode == 0755;
                    case LINK -> mode == 0777;
                };
        if (!usual) {
            throw new IllegalArgumentException(ShownText.quoted(path) + " has mode " + octal(mode));
        }
    }

    static void checkContent(Manifest.Type type, long size, String sha256, String target) {
        boolean digested = DIGEST.matcher(sha256).matches();
        boolean consistent =
                switch (type) {
                    case FILE -> size >= 0 && digested && target.isEmpty();
                    case DIRECTORY -> size == 0 && sha256.isEmpty() && target.isEmpty();
                    case LINK -> size == 0 && sha256.isEmpty() && !target.isEmpty() && EntryPath.isPlain(target);
                };
        if (!consistent) {
            throw new IllegalArgumentException("size, digest or target do not match type " + type.letter());
        }
    }

    private static String octal(int mode) {
        return "0" + Integer.toOctalString(mode);
    }
}
