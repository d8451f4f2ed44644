package dev.sluice.access;

import dev.sluice.document.OwnFile;
import dev.sluice.document.OwnFile.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One token in a file of mode 0600, and when it was used as the time of a file beside it. */
record TokenFile(Path file) {
    static final String ENDING = ".json";
    private static final int MOST_BYTES = 4096;
    private static final JsonMapper MAPPER = new JsonMapper();

    /** @param digest of the secret */
    record Kept(Token token, String digest) {}

    static TokenFile of(Path directory, String id) {
        return new TokenFile(directory.resolve(id + ENDING));
    }

    private Path used() {
        return file.resolveSibling(file.getFileName().toString().replace(ENDING, ".used"));
    }

    /** @throws IOException when it cannot be read, or another account can change it */
    Kept read() throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a link, which no token is");
        }
        try {
            var fields = MAPPER.readTree(OwnFile.read(file, Access.SECRET, MOST_BYTES));
            var token = new Token(
                    text(fields, "id"),
                    text(fields, "name"),
                    scopes(fields),
                    Instant.parse(text(fields, "created")),
                    Instant.parse(text(fields, "expires")),
                    lastUse());
            return new Kept(token, text(fields, "sha256"));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(file + " is no token: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode fields, String name) {
        var value = fields.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value.stringValue();
    }

    private static Set<Scope> scopes(JsonNode fields) {
        var scopes = new HashSet<Scope>();
        for (var word : fields.path("scopes")) {
            scopes.add(Scope.valueOf(word.asString().toUpperCase(Locale.ROOT)));
        }
        return scopes;
    }

    private Optional<Instant> lastUse() throws IOException {
        return Files.exists(used(), LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.getLastModifiedTime(used(), LinkOption.NOFOLLOW_LINKS)
                        .toInstant())
                : Optional.empty();
    }

    /** Whole or not at all, and synced: a token that was printed is there after a crash. */
    void write(Token token, String digest) throws IOException {
        var fields = MAPPER.createObjectNode()
                .put("v", 1)
                .put("id", token.id())
                .put("name", token.name())
                .put("sha256", digest)
                .put("created", token.created().toString())
                .put("expires", token.expires().toString());
        var words = fields.putArray("scopes");
        new ArrayList<>(token.scopes()).stream().sorted().map(Scope::word).forEach(words::add);
        var part = file.resolveSibling(file.getFileName() + ".part");
        try (var out = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var bytes = ByteBuffer.wrap((fields + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void use(Instant now) throws IOException {
        if (!Files.exists(used(), LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(
                    used(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.setLastModifiedTime(used(), FileTime.from(now));
    }

    /** From now on it opens nothing. */
    void remove() throws IOException {
        Files.delete(file);
        Files.deleteIfExists(used());
    }
}
