package dev.sluice.access;

import dev.sluice.document.IpAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * People whom a reverse proxy has signed in. Any account of this machine can connect to a loopback address, so the address of the proxy proves nothing
 * by itself: the proxy sends a secret besides.
 *
 * @param header in which the proxy writes who it is
 * @param proxies addresses of trusted proxies
 * @param secret what the proxy sends in {@link #SECRET_HEADER}
 * @param scopes by names; {@code *} is everybody else
 */
public record People(String header, Set<String> proxies, String secret, Map<String, Set<Scope>> scopes) {
    /** The header with which a proxy proves itself. */
    public static final String SECRET_HEADER = "X-Sluice-Proxy";

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final String OTHERS = "*";

    public People {
        proxies = proxies.stream().map(People::normal).collect(Collectors.toUnmodifiableSet());
        scopes = Map.copyOf(scopes);
    }

    private static String normal(String address) {
        return IpAddress.normalize(address).orElse(address);
    }

    boolean trusts(Credentials credentials) {
        var sent = credentials.header().apply(SECRET_HEADER).map(text -> text.getBytes(StandardCharsets.UTF_8));
        return proxies.contains(normal(credentials.remoteAddress()))
                && sent.filter(bytes -> MessageDigest.isEqual(bytes, secret.getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    Caller of(String name) {
        var own = Optional.ofNullable(scopes.get(name)).or(() -> Optional.ofNullable(scopes.get(OTHERS)));
        return new Caller(Caller.Kind.PERSON, name, own.orElse(Set.of(Scope.READ)));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "People[" + header + ", " + proxies + ", " + scopes + "]";
    }
}
