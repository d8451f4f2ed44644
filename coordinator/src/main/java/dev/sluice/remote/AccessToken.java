package dev.sluice.remote;

import java.util.regex.Pattern;

/** What a request is recognized by; it is printed nowhere. */
public final class AccessToken {
    /** RFC 6750, 2.1. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]{1,512}=*");

    private final String secret;

    private AccessToken(String secret) {
        this.secret = secret;
    }

    /** @throws IllegalArgumentException without the text, which is secret */
    public static AccessToken parse(String text) {
        var token = text.strip();
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException("is empty, or has characters that no token has");
        }
        return new AccessToken(token);
    }

    String header() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "***";
    }
}
