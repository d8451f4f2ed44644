package dev.sluice.access;

import dev.sluice.document.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * The tokens of this machine, below its state directory. Any process may make and revoke them; each request reads the file of its token, so that a
 * revoked one opens nothing from then on.
 */
public final class TokenStore {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Duration USE = Duration.ofMinutes(1);

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
    public record Created(Token token, String text) {}

    /** All tokens, by name; those that cannot be read are problems. */
    public record Listed(List<Token> tokens, List<String> problems) {}

    /**
     * Makes a token.
     *
     * @throws IllegalArgumentException when the name cannot be one, or has a token that has not expired; the message is for people
     */
    public Created create(String name, Set<Scope> scopes, Duration life) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a token's name has 1 to 63 of A-Z a-z 0-9 . _ -, and begins with a letter or a digit");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (var token : list().tokens()) {
            if (token.name().equals(name)) {
                refuseLiving(token, now);
                TokenFile.of(directory, token.id()).remove();
            }
        }
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        OwnFile.checkPrivate(directory);
        var text = TokenText.random(random);
        var token = new Token(text.id(), name, scopes, now, now.plus(life), Optional.empty());
        TokenFile.of(directory, text.id()).write(token, text.digest());
        return new Created(token, text.text());
    }

    private static void refuseLiving(Token token, Instant now) {
        if (!token.hasExpired(now)) {
            throw new IllegalArgumentException("there is a token " + token.name()
                    + " already; revoke it first: sluice token revoke " + token.name());
        }
    }

    /** @throws IOException when the directory cannot be read, or another account can enter it */
    public Listed list() throws IOException {
        if (Files.exists(state)) {
            OwnFile.checkPrivate(state);
        }
        var tokens = new ArrayList<Token>();
        var problems = new ArrayList<String>();
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            OwnFile.checkPrivate(directory);
            try (var files = Files.newDirectoryStream(directory, "*" + TokenFile.ENDING)) {
                for (var file : files) {
                    read(file, tokens, problems);
                }
            }
        }
        tokens.sort(Comparator.comparing(Token::name));
        return new Listed(List.copyOf(tokens), List.copyOf(problems));
    }

    private static void read(Path file, List<Token> tokens, List<String> problems) {
        try {
            tokens.add(new TokenFile(file).read().token());
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Ends a token at once.
     *
     * @return whether there was one
     */
    public boolean revoke(String name) throws IOException {
        for (var token : list().tokens()) {
            if (token.name().equals(name)) {
                TokenFile.of(directory, token.id()).remove();
                return true;
            }
        }
        return false;
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
