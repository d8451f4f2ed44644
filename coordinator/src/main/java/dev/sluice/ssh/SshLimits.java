package dev.sluice.ssh;

import java.time.Duration;

/**
 * How long a host may take, and how often it is tried.
 *
 * @param connect for TCP
 * @param login for greeting, key exchange and authentication together
 * @param channel for opening a channel, and for its end after its last byte
 * @param heartbeat between two keep-alive requests
 * @param unanswered keep-alive requests without an answer that end a session
 * @param tries to reach a host that cannot be reached; keys that were refused are never tried again
 * @param backoff before the second try; doubles, and is scattered by half
 * @param triesWhenDropped to log in where sshd drops connections before its greeting, as it does by chance while many log in, other clients too
 * @param connectsAtOnce logins at one server, or through one jump host: sshd drops connections at random from ten
 *     unauthenticated ones on (MaxStartups 10:30:100 of sshd_config(5))
 * @param loginsInAll at all servers together: key exchanges are work for this machine, and a login has a time limit
 */
public record SshLimits(
        Duration connect,
        Duration login,
        Duration channel,
        Duration heartbeat,
        int unanswered,
        int tries,
        int triesWhenDropped,
        Duration backoff,
        int connectsAtOnce,
        int loginsInAll) {
    /** What a release uses: a host that stops answering is noticed within 30 s. */
    public static SshLimits standard() {
        return new SshLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                2,
                3,
                8,
                Duration.ofSeconds(1),
                8,
                32);
    }
}
