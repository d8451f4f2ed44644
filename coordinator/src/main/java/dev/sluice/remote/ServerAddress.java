package dev.sluice.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a daemon is reached. The token goes there, so that it has to be https, but for an address that no packet leaves this machine for.
 *
 * @param base without a slash at the end
 */
public record ServerAddress(URI base) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]|\\[0:0:0:0:0:0:0:1\\]");

    /** @throws IllegalArgumentException with why it cannot be used, to follow the text */
    public static ServerAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no valid address: " + e.getReason(), e);
        }
        var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        var host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("is no address such as https://deploy.example.com");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("has a user, a query or a fragment in it, which is for no one");
        }
        if (scheme.equals("http") && !LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "is not https: everyone on the way could read the token. http is for this machine only");
        }
        return new ServerAddress(uri);
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }

    /** Host and port, for messages. */
    @Override
    public String toString() {
        return base.toString();
    }
}
