package dev.sluice.ssh;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.HostName;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.session.ClientSession;

/** One authenticated connection; scripts and tunnels are channels of it. */
final class MinaHostSession implements HostSession {
    /** sshd allows ten at once by default (MaxSessions of sshd_config(5)), and refuses the next instead of queueing it. */
    private static final int SCRIPTS_AT_ONCE = 8;

    /**
     * Nothing ran when a channel was refused, so a retry is safe. A host that allows one script at once, and runs none, may refuse too: sshd frees a
     * place only after it has read the rest of the input.
     */
    private static final RetryPolicy<CommandResult> WHEN_REFUSED = RetryPolicy.<CommandResult>builder()
            .handle(ChannelRefusedException.class)
            .withBackoff(Duration.ofMillis(20), Duration.ofSeconds(1))
            .withMaxAttempts(2 * SCRIPTS_AT_ONCE)
            .build();

    private final HostName host;
    private final ClientSession session;
    private final SshLimits limits;
    private final Background background;
    private final Semaphore scripts = new Semaphore(SCRIPTS_AT_ONCE);
    private final AtomicInteger allowed = new AtomicInteger(SCRIPTS_AT_ONCE);

    MinaHostSession(HostName host, ClientSession session, SshLimits limits, Background background) {
        this.host = host;
        this.session = session;
        this.limits = limits;
        this.background = background;
    }

    @Override
    public HostName host() {
        return host;
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    /** A host that allows fewer scripts at once than the limit is given fewer, down to one after the other. */
    @Override
    public CommandResult run(HostCommand command) throws HostException {
        try {
            return Failsafe.with(WHEN_REFUSED).get(() -> runOnce(command));
        } catch (FailsafeException failed) {
            if (failed.getCause() instanceof HostException failure) {
                throw failure;
            }
            throw noChannel(failed);
        }
    }

    private CommandResult runOnce(HostCommand command) throws HostException, ChannelRefusedException {
        // Cannot hang: the runs that hold the permits are watched for progress.
        scripts.acquireUninterruptibly();
        boolean fewer = false;
        try {
            return new ScriptRun(host, session, command, limits, background).perform();
        } catch (ChannelRefusedException refused) {
            fewer = allowed.getAndUpdate(now -> Math.max(1, now - 1)) > 1;
            throw refused;
        } finally {
            if (!fewer) {
                scripts.release();
            }
        }
    }

    private HostException noChannel(FailsafeException refused) {
        return ConnectFailure.failure(
                host,
                Kind.PROTOCOL,
                "the host opens no channel for a script: " + ConnectFailure.reason(refused),
                "set MaxSessions of sshd_config to 1 or more, 10 is its default; and check that this user may run"
                        + " commands",
                refused);
    }

    @Override
    public HostStream open(ServiceAddress service) throws HostException {
        try {
            return TunnelStream.open(session, service, limits.channel());
        } catch (IOException | RuntimeException failed) {
            throw new TunnelFailure(host, service).of(failed, session);
        }
    }

    /** Immediately: a host that is gone would never close it. */
    @Override
    public void close() {
        session.close(true);
    }
}
