package dev.sluice.ssh;

import java.security.KeyPair;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;

/**
 * What belongs to one connection from before it exists: SSHD hands it to whoever has the session.
 *
 * @param key without it the agent is asked
 * @param firstTrouble why the session ended, as far as SSHD knows
 */
record Contact(
        RecordedHostKeys recorded, HostKeyCheck check, Optional<KeyPair> key, AtomicReference<Throwable> firstTrouble) {
    static final AttributeKey<Contact> KEY = new AttributeKey<>();

    Optional<Throwable> trouble() {
        return Optional.ofNullable(firstTrouble.get());
    }

    static Contact of(Session session) {
        return ((ClientSession) session).getConnectionContext().getAttribute(KEY);
    }
}
