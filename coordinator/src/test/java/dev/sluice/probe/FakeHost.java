package dev.sluice.probe;

import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostConnector;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.ServiceAddress;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A host whose ports are this machine's, whose scripts answer what a test says, and whose web server counts its requests. */
final class FakeHost implements HostConnector, HostSession, HostHttp {
    final List<HttpCall> asked = new ArrayList<>();
    final CountDownLatch silence = new CountDownLatch(1);
    boolean silent;
    boolean unreachable;
    CommandResult answer = new CommandResult("", Map.of(), List.of(), "");
    HttpAnswer page = new HttpAnswer(200, Map.of(), "", Duration.ZERO);

    Sessions sessions() {
        return new Sessions(this, (session, web) -> this);
    }

    @Override
    public HostSession connect(Host host) {
        return this;
    }

    @Override
    public HostName host() {
        return new HostName("web001");
    }

    @Override
    public CommandResult run(HostCommand command) {
        return answer;
    }

    @Override
    public HostStream open(ServiceAddress service) throws HostException {
        try {
            if (silent) {
                silence.await();
            }
            var port = (ServiceAddress.Tcp) service;
            return new Stream(new Socket(InetAddress.getByName(port.name()), port.port()));
        } catch (IOException e) {
            throw new HostException(host(), HostException.Kind.UNREACHABLE, "no connection to " + service, "start it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(host(), HostException.Kind.LOST, "interrupted", "again");
        }
    }

    private record Stream(Socket socket) implements HostStream {
        @Override
        public InputStream input() {
            throw new UnsupportedOperationException("nothing is read");
        }

        @Override
        public OutputStream output() {
            throw new UnsupportedOperationException("nothing is sent");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        asked.add(call);
        if (unreachable) {
            throw new HostHttpException("connection refused");
        }
        return page;
    }

    @Override
    public void close() {}
}
