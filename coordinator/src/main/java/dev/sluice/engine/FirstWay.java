package dev.sluice.engine;

import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.plan.HostPlan;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Playbook;
import dev.sluice.rollout.Failure;
import dev.sluice.step.Lease;
import dev.sluice.step.StepException;
import dev.sluice.step.TryFirstWay;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tries the way from the web server to the endpoint before the first release of a host is served: a configuration that keeps requests from PHP would
 * otherwise be found after the switch, when there is nothing to go back to.
 */
final class FirstWay {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Playbook playbook;
    private final HostPorts ports;

    FirstWay(Playbook playbook, HostPorts ports) {
        this.playbook = playbook;
        this.ports = ports;
    }

    /** @throws WorkException when the endpoint is not reached; the host is as it was */
    void verify(HostSession session, HostPlan host, Lease lease) throws StepException, HostException, WorkException {
        if (playbook.opcache().of(host.host()).method() == Opcache.Method.NONE) {
            return; // PHP would remember this way, and nothing makes it forget
        }
        var probe = new TryFirstWay.Probe(
                "sluice-" + lease.rollout().replaceAll("[^A-Za-z0-9]", "") + ".txt", lease.rollout());
        var failure = new AtomicReference<@Nullable Failure>();
        new TryFirstWay(
                        lease,
                        host.to().value(),
                        playbook.release(),
                        probe,
                        () -> failure.set(failure(host.host(), probe).orElse(null)))
                .on(session);
        var found = failure.get();
        if (found != null) {
            throw WorkException.failed(found);
        }
    }

    private Optional<Failure> failure(Host host, TryFirstWay.Probe probe) {
        try {
            var http = ports.sessions().http(host);
            try {
                ports.code().served(host, http);
                return Optional.empty();
            } catch (ProofException e) {
                return Optional.of(otherRoot(host, http, probe).orElseGet(() -> e.failure("endpoint")));
            }
        } catch (HostException e) {
            return Optional.of(HostFailures.of("endpoint", e));
        }
    }

    /** The web server does not serve what is at the release's place: then nothing else about it matters. */
    private Optional<Failure> otherRoot(Host host, HostHttp http, TryFirstWay.Probe probe) {
        if (playbook.opcache().of(host).endpoint() instanceof EndpointChoice.FastCgi) {
            return Optional.empty();
        }
        try {
            var answer = http.send(HttpCall.get("/" + probe.name(), PATIENCE));
            return isElsewhere(answer, probe) ? Optional.of(otherRoot(host, answer)) : Optional.empty();
        } catch (HostHttpException noAnswer) {
            return Optional.empty();
        }
    }

    private static boolean isElsewhere(HttpAnswer answer, TryFirstWay.Probe probe) {
        return (answer.status() == 404 || answer.status() == 200)
                && !answer.body().contains(probe.text());
    }

    private Failure otherRoot(Host host, HttpAnswer answer) {
        var docroot = playbook.release().docroot();
        var place = host.path() + "/current" + (docroot.equals(".") ? "" : "/" + docroot);
        return new Failure(
                Failure.Kind.PROOF,
                "endpoint",
                "the web server does not serve " + place,
                "a file placed there for a moment was answered with " + answer.status()
                        + "; before the first release nothing else is there",
                "set the web server's root (nginx) or DocumentRoot (Apache) to " + place
                        + ", or correct path and release.docroot; web.url and web.host choose the site");
    }
}
