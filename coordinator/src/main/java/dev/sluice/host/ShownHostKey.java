package dev.sluice.host;

/**
 * The key that a server showed.
 *
 * @param type such as {@code ssh-ed25519}
 * @param fingerprint {@code SHA256:} and base64, as ssh-keygen(1) prints it
 * @param trust whether it is trusted already
 * @param file the known_hosts file of that host
 * @param line what would be appended there
 */
public record ShownHostKey(String type, String fingerprint, Trust trust, String file, String line) {
    /** Whether a key is on record. */
    public enum Trust {
        /** It, or the authority that signed it. */
        TRUSTED,
        /** Neither it nor another key of this server. */
        UNKNOWN
    }
}
