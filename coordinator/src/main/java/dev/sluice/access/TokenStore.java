package dev.sluice.access;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.OwnFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/**
 * The tokens of this machine, below its state directory. Any process may make and revoke them; each request reads the file of its token, so that a
 * revoked one opens nothing from then on.
 */
public final class TokenStore {
    private static final Duration USE = Duration.ofMinutes(1);
    private static final Set<OpenOption> LOCK = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    private static final int MOST_OF_A_PROBLEM = 400;

    private final Path state;
    private final Path directory;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random from a secure source */
    public TokenStore(Path state, InstantSource clock, RandomGenerator random) {
        this.state = state;
        this.directory = state.resolve(".tokens");
        this.clock = clock;
        this.random = random;
    }

    /**
     * A new token.
     *
     * @param text what its holder sends, which is kept nowhere
     */
    public record Created(Token token, String text) {
        /** Without the secret. */
        @Override
        public String toString() {
            return token.toString();
        }
    }

    /** All tokens, by name; those that cannot be read are problems. */
    public record Listed(List<Token> tokens, List<String> problems) {
        private List<Token> named(String name) {
            return tokens.stream().filter(token -> token.name().equals(name)).toList();
        }
    }

    /**
     * Makes a token.
     *
     * @throws IllegalArgumentException when the name cannot be one, or has a token that has not expired; the message is for people
     */
    public synchronized Created create(String name, Set<Scope> scopes, Duration life) throws IOException {
        if (!Token.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a token's name has 1 to 63 of A-Z a-z 0-9 . _ -, and begins with a letter or a digit");
        }
        requirePrivate();
        Files.createDirectories(directory, permissions("rwx------"));
        requirePrivate();
        // Two processes at once would make two tokens of one name.
        try (var lock = FileChannel.open(directory.resolve("lock"), LOCK, permissions("rw-------"))) {
            lock.lock();
            var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            for (var token : list().named(name)) {
                refuseLiving(token, now);
                TokenFile.of(directory, token.id()).remove();
            }
            var text = TokenText.random(random);
            var token = new Token(text.id(), name, scopes, now, now.plus(life), Optional.empty());
            TokenFile.of(directory, text.id()).write(token, text.digest());
            return new Created(token, text.text());
        } catch (OverlappingFileLockException e) {
            throw new IOException("another token is being made", e);
        }
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private void requirePrivate() throws IOException {
        for (var each : List.of(state, directory)) {
            if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
                OwnFile.checkPrivate(each);
            }
        }
    }

    private static void refuseLiving(Token token, Instant now) {
        if (!token.hasExpired(now)) {
            throw new IllegalArgumentException("there is a token " + token.name()
                    + " already; revoke it first: sluice token revoke " + token.name());
        }
    }

    /** @throws IOException when the directory cannot be read, or another account can enter it */
    public Listed list() throws IOException {
        requirePrivate();
        var tokens = new ArrayList<Token>();
        var problems = new ArrayList<String>();
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (var files = Files.newDirectoryStream(directory, "*" + TokenFile.ENDING)) {
                files.forEach(file -> read(file, tokens, problems));
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        tokens.sort(Comparator.comparing(Token::name));
        problems.sort(Comparator.naturalOrder());
        return new Listed(List.copyOf(tokens), List.copyOf(problems));
    }

    private static void read(Path file, List<Token> tokens, List<String> problems) {
        try {
            tokens.add(new TokenFile(file).read().token());
        } catch (NoSuchFileException revoked) {
            LoggerFactory.getLogger(TokenStore.class).debug("{} was removed meanwhile", file);
        } catch (IOException e) {
            problems.add(HarmlessText.line(String.valueOf(e.getMessage()), MOST_OF_A_PROBLEM));
        }
    }

    /**
     * Ends a token at once, with any other of its name.
     *
     * @return whether there was one
     */
    public boolean revoke(String name) throws IOException {
        var revoked = list().named(name);
        for (var token : revoked) {
            TokenFile.of(directory, token.id()).remove();
        }
        return !revoked.isEmpty();
    }

    /** The token with this text, expired or not; empty where there is none. */
    Optional<Token> find(TokenText text) {
        var file = TokenFile.of(directory, text.id());
        if (!Files.exists(file.file(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            var kept = file.read();
            return text.matches(kept.digest()) ? Optional.of(kept.token()) : Optional.empty();
        } catch (IOException e) {
            LoggerFactory.getLogger(TokenStore.class).warn("a token is refused: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Records its use, at most once a minute. That this fails refuses no request. */
    void use(Token token) {
        var now = clock.instant();
        if (token.used().filter(last -> last.plus(USE).isAfter(now)).isPresent()) {
            return;
        }
        try {
            TokenFile.of(directory, token.id()).use(now);
        } catch (IOException e) {
            LoggerFactory.getLogger(TokenStore.class).debug("the use of {} is not recorded", token.name(), e);
        }
    }
}
