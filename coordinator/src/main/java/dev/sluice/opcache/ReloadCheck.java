package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.host.HostException;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.step.Examination;
import dev.sluice.step.Examine;
import dev.sluice.step.StepException;

/** Checks, before anything is switched, whether a reload would end requests of visitors on a host that is not drained for it. */
record ReloadCheck(Host host, Sessions sessions) {
    void refuse(EndpointState state) throws ProofException {
        try {
            var masters = new Examine(host.path()).on(sessions.to(host)).masters();
            var ours = masters.stream()
                    .filter(master -> master.pid() == state.worker().master())
                    .filter(Examination.Master::reloadEndsRequests)
                    .findFirst();
            if (ours.isPresent()) {
                throw new ProofException(
                        "a reload would end requests of visitors",
                        "process_control_timeout is 0 in " + ours.get().config()
                                + ", and no before_switch task drains the host",
                        "set process_control_timeout longer than any request, drain the host, or set opcache.method to auto");
            }
        } catch (HostException e) {
            throw new ProofException(
                    "what a reload would do is unknown", String.valueOf(e.getMessage()), "run it again");
        } catch (StepException e) {
            throw new ProofException("what a reload would do is unknown", e.what() + ": " + e.why(), e.next());
        }
    }
}
