package dev.sluice.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final List<FakeSession> connected = new ArrayList<>();
    private final Host host = PlanDraft.host(PlanDraft.web(1));
    private final Sessions sessions = new Sessions(new FakeConnector(), (session, web) -> new FakeHttp());

    @Test
    void a_session_is_used_for_as_long_as_it_lasts() throws Exception {
        assertSame(sessions.to(host), sessions.to(host));
        assertEquals(1, connected.size());
    }

    @Test
    void a_session_that_ended_between_two_scripts_is_replaced() throws Exception {
        var first = sessions.to(host);
        connected.get(0).open = false;

        assertNotSame(first, sessions.to(host));

        assertEquals(2, connected.size());
        assertEquals(1, connected.get(0).closed);
    }

    private final class FakeConnector implements HostConnector {
        @Override
        public HostSession connect(Host to) {
            var session = new FakeSession(to.name());
            connected.add(session);
            return session;
        }
    }

    private static final class FakeHttp implements HostHttp {
        @Override
        public HttpAnswer send(HttpCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static final class FakeSession implements HostSession {
        private final HostName host;
        private boolean open = true;
        private int closed;

        FakeSession(HostName host) {
            this.host = host;
        }

        @Override
        public HostName host() {
            return host;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public CommandResult run(HostCommand command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HostStream open(ServiceAddress service) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
