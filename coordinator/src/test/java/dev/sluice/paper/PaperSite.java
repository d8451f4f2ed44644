package dev.sluice.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The files of one host's site. */
record PaperSite(Path path) {
    private static final String MARKER = ".sluice-release";

    /** What a release's marker says. */
    record Marker(String id, String digest) {}

    Path own(String name) {
        return path.resolve(".sluice").resolve(name);
    }

    Path releases() {
        return path.resolve("releases");
    }

    Path release(String id) throws Refusal {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new Refusal("usage", Map.of("release", id));
        }
        return releases().resolve(id);
    }

    Path manifest(String id) {
        return own("manifests").resolve(id);
    }

    /** Only that it is there: nothing on paper is made of another release. */
    Path listing(String id) {
        return own("listings").resolve(id);
    }

    /** The kind of what {@code current} is, in the scripts' words. */
    String link() {
        var current = path.resolve("current");
        if (Files.isSymbolicLink(current)) {
            return Files.exists(current) ? "link" : "dangling";
        }
        if (Files.isDirectory(current)) {
            return "directory";
        }
        return Files.exists(current) ? "file" : "absent";
    }

    /** The link's text; empty without one. */
    String target() throws IOException {
        var current = path.resolve("current");
        return Files.isSymbolicLink(current) ? Files.readSymbolicLink(current).toString() : "";
    }

    /** The release that is live; empty when {@code current} leads elsewhere. */
    String live() throws IOException {
        if (!link().equals("link") || !Files.isDirectory(releases())) {
            return "";
        }
        var real = path.resolve("current").toRealPath();
        return real.startsWith(releases().toRealPath())
                        && real.getNameCount() == releases().toRealPath().getNameCount() + 1
                ? real.getFileName().toString()
                : "";
    }

    /** Empty fields without a marker. */
    Marker marker(Path tree) throws IOException {
        var file = tree.resolve(MARKER);
        return Files.exists(file) ? new Marker(field(file, "id"), field(file, "digest")) : new Marker("", "");
    }

    void mark(Path tree, String id, String digest) throws IOException {
        put(tree.resolve(MARKER), "id=%s\ndigest=%s\n".formatted(id, digest));
    }

    /** A value of a file with lines {@code name=value}; empty without it. */
    static String field(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Readers see the old file or the new one. */
    static void put(Path file, String text) throws IOException {
        var fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<String> text(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static long now() {
        return Instant.now().getEpochSecond();
    }

    static String age(Path file) throws IOException {
        return Long.toString(now() - Files.getLastModifiedTime(file).toInstant().getEpochSecond());
    }
}
