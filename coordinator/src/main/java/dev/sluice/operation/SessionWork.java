package dev.sluice.operation;

import dev.sluice.engine.HostLanes;
import dev.sluice.engine.HostLanes.Results;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.step.StepException;
import java.util.List;

/** Does one thing through the sessions of many hosts at once, and awaits all of them. */
public final class SessionWork {
    private final Sessions sessions;
    private final HostLanes lanes;
    private final String doing;

    /** @param doing for failures, such as {@code prune} */
    public SessionWork(Sessions sessions, HostLanes lanes, String doing) {
        this.sessions = sessions;
        this.lanes = lanes;
        this.doing = doing;
    }

    /** What is done on one host. */
    @FunctionalInterface
    interface Work<R> {
        R on(HostSession session, Host host) throws StepException, HostException;
    }

    <R> Results<R> run(List<Host> hosts, Work<R> work) {
        return lanes.run(doing, hosts, host -> on(host, work));
    }

    private <R> R on(Host host, Work<R> work) throws StepException, HostException {
        try {
            return work.on(sessions.to(host), host);
        } catch (HostException e) {
            sessions.drop(host.name());
            throw e;
        }
    }
}
