package dev.sluice.operation;

import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.CodeRefresh;
import dev.sluice.plan.ReleaseId;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;

/** Adds the doctor's judgement of the host to a failure that is the web server's. */
record DiagnosedCodeRefresh(CodeRefresh code, HostVisits doctor) implements CodeRefresh {
    @Override
    public Served served(Host host, HostHttp http) throws ProofException {
        try {
            return code.served(host, http);
        } catch (ProofException e) {
            throw explained(host, http, e);
        }
    }

    @Override
    public void warm(Host host, HostHttp http, ReleaseId release, Direction direction) throws ProofException {
        code.warm(host, http, release, direction);
    }

    @Override
    public void refuseUnreadable(Host host, HostHttp http, ReleaseId release) throws ProofException {
        code.refuseUnreadable(host, http, release);
    }

    @Override
    public Evidence prove(Host host, HostHttp http, ReleaseId release, Direction direction) throws ProofException {
        try {
            return code.prove(host, http, release, direction);
        } catch (ProofException e) {
            throw explained(host, http, e);
        }
    }

    private ProofException explained(Host host, HostHttp http, ProofException failed) {
        if (failed.seen() != ProofException.Seen.NOT_REACHED) {
            return failed;
        }
        return doctor.inTheWay(host, http)
                .map(finding -> failed.with(
                        "doctor: " + finding.what() + ": " + finding.why(),
                        finding.lines().isEmpty()
                                ? finding.remedy()
                                : finding.remedy() + ": " + String.join(" ", finding.lines())))
                .orElse(failed);
    }

    @Override
    public void forgetOthers(Host host, HostHttp http, ReleaseId live) {
        code.forgetOthers(host, http, live);
    }
}
