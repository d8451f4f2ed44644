package dev.sluice.ssh;

import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;

/**
 * What belongs to one connection from before it exists: SSHD attaches it to the session.
 *
 * @param keys without one the agent is used
 * @param through the session of the jump host that carries this one
 */
record Contact(
        Server server,
        RecordedHostKeys recorded,
        HostKeyCheck check,
        List<KeyPair> keys,
        Optional<ClientSession> through,
        Observed observed) {
    static final AttributeKey<Contact> KEY = new AttributeKey<>();

    Contact {
        keys = List.copyOf(keys);
    }

    static Contact of(Session session) {
        return ((ClientSession) session).getConnectionContext().getAttribute(KEY);
    }

    AttributeRepository attributes() {
        return AttributeRepository.ofKeyValuePair(KEY, this);
    }

    /** Why a session is over. All hosts behind a jump host that is gone report the same. */
    static String whyEnded(ClientSession session) {
        var contact = of(session);
        if (contact.through().isPresent() && !contact.through().get().isOpen()) {
            return "the connection to " + of(contact.through().get()).server().where()
                    + " ended, and with it those to all hosts behind it";
        }
        return "the connection ended"
                + contact.observed()
                        .trouble()
                        .map(trouble -> ": " + ConnectFailure.reason(trouble))
                        .orElse("");
    }
}
