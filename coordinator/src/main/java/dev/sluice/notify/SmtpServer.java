package dev.sluice.notify;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A server that takes mail.
 *
 * @param password a secret
 */
record SmtpServer(String host, int port, Protection protection, Optional<String> user, Optional<String> password) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String WITHOUT_TLS = "tls=none";
    private static final int SMTPS = 465;
    private static final int SUBMISSION = 587;
    private static final int SMTP = 25;

    /** What protects the connection. */
    enum Protection {
        /** TLS from the first byte. */
        TLS,
        /** TLS before anything else is sent; without it nothing is. */
        STARTTLS,
        NONE
    }

    /**
     * Reads {@code smtps://user:password@host:465} or {@code smtp://…:587}.
     *
     * @throws IllegalArgumentException when it cannot be one; its message does not contain it
     */
    static SmtpServer parse(String url) {
        var uri = uri(url);
        var host = Optional.ofNullable(uri.getHost()).orElse("");
        var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !(scheme.equals("smtps") || scheme.equals("smtp"))) {
            throw new IllegalArgumentException("the server is not a URL such as smtps://user:password@host:465");
        }
        var isHere = LOOPBACK.matcher(host).matches();
        var protection = protection(scheme, uri, isHere);
        var user = credential(uri, 0);
        if (user.isPresent() && protection == Protection.NONE && !isHere) {
            throw new IllegalArgumentException("a password is not sent without TLS: remove it, or " + WITHOUT_TLS);
        }
        int usual = protection == Protection.TLS ? SMTPS : protection == Protection.NONE ? SMTP : SUBMISSION;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        return new SmtpServer(host, port, protection, user, credential(uri, 1));
    }

    private static URI uri(String url) {
        try {
            return URI.create(url.strip());
        } catch (IllegalArgumentException quoting) {
            // Without its message: it quotes the password.
            throw new IllegalArgumentException(
                    "the server is not a URL such as smtps://user:password@host:465; other characters than letters and"
                            + " digits in a password are written as %21");
        }
    }

    private static Protection protection(String scheme, URI uri, boolean isHere) {
        if (scheme.equals("smtps")) {
            return Protection.TLS;
        }
        return isHere || WITHOUT_TLS.equals(uri.getQuery()) ? Protection.NONE : Protection.STARTTLS;
    }

    private static Optional<String> credential(URI uri, int which) {
        var given = uri.getRawUserInfo();
        if (given == null) {
            return Optional.empty();
        }
        var parts = given.split(":", 2);
        return which < parts.length
                ? Optional.of(URLDecoder.decode(parts[which].replace("+", "%2B"), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** @param domain by which this machine introduces itself: not by its own name or address */
    Properties properties(String domain) {
        var limit = Long.toString(TIMEOUT.toMillis());
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", limit);
        properties.setProperty("mail.smtp.timeout", limit);
        properties.setProperty("mail.smtp.writetimeout", limit);
        properties.setProperty("mail.smtp.localhost", domain);
        properties.setProperty("mail.smtp.auth", Boolean.toString(user.isPresent()));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(protection == Protection.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        var starts = Boolean.toString(protection == Protection.STARTTLS);
        properties.setProperty("mail.smtp.starttls.enable", starts);
        properties.setProperty("mail.smtp.starttls.required", starts);
        return properties;
    }

    /** The text without the password. */
    String masked(String text) {
        return password.filter(secret -> !secret.isEmpty())
                .map(secret -> text.replace(secret, "***"))
                .orElse(text);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
