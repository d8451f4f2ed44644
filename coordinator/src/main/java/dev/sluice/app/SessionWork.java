package dev.sluice.app;

import dev.sluice.engine.HostFailures;
import dev.sluice.engine.Sessions;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.rollout.Failure;
import dev.sluice.step.StepException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Does one thing through the sessions of many hosts at once, and awaits all of them. */
final class SessionWork {
    private final Sessions sessions;
    private final HostLanes lanes;
    private final String doing;

    /** @param doing for failures, such as {@code prune} */
    SessionWork(Sessions sessions, HostLanes lanes, String doing) {
        this.sessions = sessions;
        this.lanes = lanes;
        this.doing = doing;
    }

    /** What is done on one host. */
    @FunctionalInterface
    interface Work<R> {
        R on(HostSession session, Host host) throws StepException, HostException;
    }

    /** What came of it, in the order of the hosts. */
    record Results<R>(Map<HostName, R> done, Map<HostName, Failure> failures) {}

    <R> Results<R> run(List<Host> hosts, Work<R> work) {
        Map<HostName, R> done = new ConcurrentHashMap<>();
        Map<HostName, Failure> failures = new ConcurrentHashMap<>();
        lanes.visit(hosts, host -> run(host, work, done, failures));
        var ordered = new LinkedHashMap<HostName, R>();
        for (var host : hosts) {
            var result = done.get(host.name());
            if (result != null) {
                ordered.put(host.name(), result);
            }
        }
        return new Results<>(ordered, failures);
    }

    private <R> void run(Host host, Work<R> work, Map<HostName, R> done, Map<HostName, Failure> failures) {
        try {
            done.put(host.name(), work.on(sessions.to(host), host));
        } catch (HostException e) {
            sessions.drop(host.name());
            failures.put(host.name(), HostFailures.of(doing, e));
        } catch (StepException e) {
            failures.put(host.name(), HostFailures.of(e));
        }
    }
}
