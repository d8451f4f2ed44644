package dev.sluice.ssh;

import dev.sluice.host.CommandResult;
import dev.sluice.host.ConversationException;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostConversation;
import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.inventory.HostName;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.core.CoreModuleProperties;

/** One host script over one exec request: no terminal, no variables, nothing forwarded. */
final class ScriptRun {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<ClientChannelEvent> ENDED =
            EnumSet.of(ClientChannelEvent.EXIT_STATUS, ClientChannelEvent.EXIT_SIGNAL, ClientChannelEvent.CLOSED);

    private final HostName host;
    private final ClientSession session;
    private final HostCommand command;
    private final SshLimits limits;
    private final Background background;

    ScriptRun(HostName host, ClientSession session, HostCommand command, SshLimits limits, Background background) {
        this.host = host;
        this.session = session;
        this.command = command;
        this.limits = limits;
        this.background = background;
    }

    /**
     * Runs the script to its end.
     *
     * @throws ChannelRefusedException when nothing was run, because the host refused another channel
     */
    CommandResult perform() throws HostException, ChannelRefusedException {
        ChannelExec channel;
        try {
            channel = session.createExecChannel(HostConversation.COMMAND);
        } catch (IOException | RuntimeException ended) {
            throw notStarted(ended);
        }
        Runnable end = () -> background.workers().execute(() -> channel.close(false));
        try (var watch =
                new TransferWatchdog(background.timer(), System::nanoTime, command.timeout(), command.longest(), end)) {
            var log = new StderrTail(watch);
            channel.setErr(log);
            // How long a full window may stay full: as long as the watch waits for any progress.
            CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(channel, command.timeout());
            open(channel);
            return converse(channel, watch, log);
        } finally {
            end(channel);
        }
    }

    /**
     * Waits until the host has released an ended script: until then sshd counts it (MaxSessions), and would refuse the next. A script that still runs
     * is not waited for; sshd sends nothing before its end.
     */
    private void end(ChannelExec channel) {
        var closed = channel.close(false);
        try {
            if (channel.getExitStatus() != null && !closed.await(limits.channel())) {
                channel.close(true);
            }
        } catch (IOException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(ChannelExec channel) throws HostException, ChannelRefusedException {
        try {
            var opened = channel.open();
            if (!opened.await(limits.channel())) {
                throw notStarted(
                        new IOException("no channel within " + limits.channel().toSeconds() + " s"));
            }
            if (opened.getException() instanceof SshChannelOpenException refused) {
                throw new ChannelRefusedException(ConnectFailure.reason(refused), refused);
            }
            opened.verify();
        } catch (IOException failed) {
            throw notStarted(failed);
        }
    }

    private CommandResult converse(ChannelExec channel, TransferWatchdog watch, StderrTail log) throws HostException {
        var pace = new UploadPace(System::nanoTime, channel.getRemoteWindow()::getSize);
        try {
            var result = HostConversation.hold(
                    command,
                    nonce(),
                    watch.watched(pace.measured(channel.getInvertedIn())),
                    watch.watched(channel.getInvertedOut()),
                    background.workers());
            // The rest of its standard error, and the end of its process: the next script may need its locks.
            channel.waitFor(ENDED, limits.channel());
            return result.withLog(log.text());
        } catch (ConversationException failed) {
            throw failure(channel, watch, log, failed, pace.describe());
        }
    }

    private static String nonce() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private HostException failure(
            ChannelExec channel, TransferWatchdog watch, StderrTail log, ConversationException failed, String arrived) {
        if (watch.expired()) {
            return lost(watch.why(), failed, arrived);
        }
        if (failed.kind() != Kind.PROTOCOL) {
            return session.isOpen() ? failed.on(host) : lost(whyEnded(), failed, arrived);
        }
        channel.waitFor(ENDED, limits.channel());
        var exit = channel.getExitStatus();
        if (exit == null || !session.isOpen()) {
            return lost(whyEnded(), failed, arrived);
        }
        var stderr = log.text().isEmpty() ? "" : ": " + log.text().replace('\n', ' ');
        return ConnectFailure.failure(
                host,
                Kind.PROTOCOL,
                failed.getMessage() + " (exit status " + exit + ")" + stderr,
                failed.next(),
                failed);
    }

    private HostException lost(String why, ConversationException failed, String arrived) {
        return ConnectFailure.failure(
                host,
                Kind.LOST,
                why + "; " + unanswered(failed) + arrived,
                "whether the script " + command.script().name()
                        + " took effect is unknown; check the host before you repeat anything: sluice "
                        + "hosts --live",
                failed);
    }

    /** The same message whether the script had started or not: for many hosts behind one connection it is reported once. */
    private String unanswered(ConversationException failed) {
        return failed.kind() == Kind.PROTOCOL
                ? "no answer from the script " + command.script().name() + ": the output ended before the answer"
                : String.valueOf(failed.getMessage());
    }

    /** Not LOST: without a channel the host received nothing. */
    private HostException notStarted(Exception cause) {
        return ConnectFailure.failure(
                host,
                Kind.UNREACHABLE,
                "the script " + command.script().name() + " was not started: "
                        + (session.isOpen() ? ConnectFailure.reason(cause) : whyEnded()),
                "nothing was changed; connect again",
                cause);
    }

    private String whyEnded() {
        return Contact.whyEnded(session);
    }
}
