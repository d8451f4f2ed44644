package dev.sluice.probe;

import dev.sluice.document.HarmlessText;
import dev.sluice.host.HostException;
import dev.sluice.host.ServiceAddress;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.playbook.HealthCheck.TcpCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects to a port as seen from the host, through the host's session; nothing is sent. */
final class TcpProbe {
    private static final int SHOWN = 200;

    private final Duration timeout;
    private final Sessions sessions;

    TcpProbe(Duration timeout, Sessions sessions) {
        this.timeout = timeout;
        this.sessions = sessions;
    }

    Optional<String> complaint(TcpCheck check, Host host) {
        // A thread of its own: a port behind a silent firewall would take as long as the host's kernel likes.
        var connecting = new FutureTask<>(() -> connect(check, host));
        var thread = new Thread(connecting, "sluice-tcp-check");
        thread.setDaemon(true);
        thread.start();
        try {
            return connecting.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            connecting.cancel(true);
            return Optional.of("no connection to " + check.host() + ":" + check.port() + " within " + timeout.toMillis()
                    + " ms, as seen from the host");
        } catch (InterruptedException e) {
            connecting.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (ExecutionException e) {
            return Optional.of(HarmlessText.line(String.valueOf(e.getCause()), SHOWN));
        }
    }

    private Optional<String> connect(TcpCheck check, Host host) {
        try {
            sessions.to(host)
                    .open(new ServiceAddress.Tcp(check.host(), check.port()))
                    .close();
            return Optional.empty();
        } catch (HostException e) {
            if (e.kind() == HostException.Kind.LOST) {
                sessions.drop(host.name());
            }
            return Optional.of(HarmlessText.line(String.valueOf(e.getMessage()), SHOWN));
        } catch (IOException e) {
            // It was open: how it is closed does not matter.
            return Optional.empty();
        }
    }
}
