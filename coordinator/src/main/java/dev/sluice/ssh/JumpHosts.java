package dev.sluice.ssh;

import dev.sluice.host.HostException;
import dev.sluice.inventory.HostName;
import dev.sluice.ssh.FailedTry.Again;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.session.ClientSession;

/**
 * One session to each jump host, which carries the sessions of all hosts behind it: a hundred hosts are one login there, and MaxStartups does not
 * matter. It is opened when it is first needed, and again after it ended. A caller that waits for a login that fails receives that failure, and does
 * not try again.
 */
final class JumpHosts {
    private final Logins logins;
    private final PrivateKeys keys;
    private final Turns turns;
    private final Tries tries;
    private final Map<Server, CompletableFuture<ClientSession>> open = new ConcurrentHashMap<>();

    JumpHosts(Logins logins, PrivateKeys keys, Turns turns, Tries tries) {
        this.logins = logins;
        this.keys = keys;
        this.turns = turns;
        this.tries = tries;
    }

    /**
     * The open session of a jump host.
     *
     * @throws FailedTry never to be repeated: it was
     */
    @SuppressWarnings("ReferenceEquality") // which login it is, not its result
    ClientSession session(Server jump) throws FailedTry {
        var mine = new CompletableFuture<ClientSession>();
        var shared = open.compute(jump.shared(), (server, known) -> known != null && usable(known) ? known : mine);
        if (shared == mine) {
            logIn(jump, mine);
        }
        try {
            return shared.join();
        } catch (CompletionException failed) {
            throw new FailedTry(Again.NEVER, of(jump.host(), failed));
        }
    }

    private static boolean usable(CompletableFuture<ClientSession> known) {
        return !known.isDone()
                || (!known.isCompletedExceptionally() && known.join().isOpen());
    }

    private void logIn(Server jump, CompletableFuture<ClientSession> mine) {
        try {
            List<KeyPair> offered = keys.of(jump);
            mine.complete(tries.of(
                    jump.host(),
                    () -> turns.in(jump, jump.host(), () -> logins.logIn(jump, offered, Optional.empty()))));
        } catch (HostException | FailedTry | RuntimeException failed) {
            mine.completeExceptionally(failed);
        }
    }

    /** For the host that waited: the message is the same for all. */
    private static HostException of(HostName host, CompletionException failed) {
        if (failed.getCause() instanceof FailedTry known) {
            var failure = known.failure();
            return ConnectFailure.failure(
                    host, failure.kind(), String.valueOf(failure.getMessage()), failure.next(), failure);
        }
        if (failed.getCause() instanceof HostException failure) {
            return ConnectFailure.failure(
                    host, failure.kind(), String.valueOf(failure.getMessage()), failure.next(), failure);
        }
        throw failed;
    }
}
