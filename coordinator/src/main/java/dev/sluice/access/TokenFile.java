package dev.sluice.access;

import dev.sluice.document.OwnFile;
import dev.sluice.document.OwnFile.Access;
import dev.sluice.document.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;
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

    private String id() {
        var name = Objects.requireNonNull(file.getFileName()).toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private Path used() {
        return file.resolveSibling(id() + ".used");
    }

    /** @throws IOException when it cannot be read, or another account can change it; the message is one line, and names the file */
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
            return new Kept(checked(token), text(fields, "sha256"));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            // What a reader of JSON reports repeats what it has read.
            throw new IOException(file + " is damaged: remove it, and make a new token", e);
        }
    }

    /** A copy under another name would be a second token, which no one could revoke by its name. */
    private Token checked(Token token) {
        if (!token.id().equals(id()) || !Token.NAME.matcher(token.name()).matches()) {
            throw new IllegalArgumentException("this file is of another token, or of none");
        }
        return token;
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
            scopes.add(Scope.of(word.asString()));
        }
        return scopes;
    }

    /** That it cannot be read is no matter of the token. */
    private Optional<Instant> lastUse() {
        try {
            return Files.exists(used(), LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(Files.getLastModifiedTime(used(), LinkOption.NOFOLLOW_LINKS)
                            .toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            LoggerFactory.getLogger(TokenFile.class).debug("{} cannot be read", used(), e);
            return Optional.empty();
        }
    }

    /** Whole or not at all, and synced: a token that was printed exists after a loss of power. */
    void write(Token token, String digest) throws IOException {
        var fields = MAPPER.createObjectNode()
                .put("v", 1)
                .put("id", token.id())
                .put("name", token.name())
                .put("sha256", digest)
                .put("created", token.created().toString())
                .put("expires", token.expires().toString());
        var words = fields.putArray("scopes");
        token.scopes().stream().sorted().map(Scope::word).forEach(words::add);
        WholeFile.writePrivate(file, fields + "\n");
        syncNames();
    }

    private void syncNames() throws IOException {
        try (var directory = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    void use(Instant now) throws IOException {
        if (!Files.exists(used(), LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(
                    used(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.setLastModifiedTime(used(), FileTime.from(now.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** From now on it opens nothing, also after a loss of power. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(used());
        syncNames();
    }
}
