package dev.sluice.ssh;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** What happened on one connection, as far as an error must report it. SSHD's threads write it, one of ours reads it. */
final class Observed implements PublicKeyAuthenticationReporter {
    private static final int MOST_LINES = 20;

    private final List<String> greeting = new ArrayList<>();
    private final Set<PublicKey> offered = new LinkedHashSet<>();
    private @Nullable Throwable trouble;

    synchronized void trouble(Throwable first) {
        if (trouble == null) {
            trouble = first;
        }
    }

    /** Why the session ended, as far as SSHD knows. */
    synchronized Optional<Throwable> trouble() {
        return Optional.ofNullable(trouble);
    }

    synchronized void greeted(String line) {
        if (greeting.size() < MOST_LINES) {
            greeting.add(line);
        }
    }

    /** What came before the actual greeting: sshd writes there why it drops a connection. */
    synchronized String greeting() {
        return String.join(" ", greeting).strip();
    }

    /** The keys that were shown to the server, in their order. */
    synchronized List<PublicKey> offered() {
        return List.copyOf(offered);
    }

    @Override
    public synchronized void signalAuthenticationAttempt(
            ClientSession session, String service, KeyPair identity, String signature) {
        offered.add(identity.getPublic());
    }
}
