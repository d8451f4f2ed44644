package dev.sluice.inventory;

/** What protects a secret that is sent to the site of a host: SSH, verified TLS, or nothing on a part of the route. */
public enum SecretRoute {
    /** SSH to the host itself, or verified TLS to the site. */
    PROTECTED("", "is protected"),
    /** Plain HTTP from the coordinator. */
    PLAIN_FROM_COORDINATOR(
            "via",
            "with web.via: direct and http:// it would be sent in plain text; set web.url to https://, or web.via to ssh"),
    /** SSH to the host, and plain HTTP from there to another machine. */
    PLAIN_FROM_HOST(
            "url",
            "from the host to web.url it would be sent in plain text, because that is no address of the host itself; set"
                    + " web.url to https://, or to http:// and 127.0.0.1, {address} or {host}");

    private final String key;
    private final String words;

    SecretRoute(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** The key under {@code web} that leaves it without protection; empty when it is protected. */
    public String key() {
        return key;
    }

    /** What would happen to the secret, and what to do about it. */
    @Override
    public String toString() {
        return words;
    }
}
