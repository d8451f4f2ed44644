package dev.sluice.operation;

import dev.sluice.engine.Complaint;
import dev.sluice.engine.HealthProbe;
import dev.sluice.engine.HostLanes;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.playbook.ProbeSettings;
import dev.sluice.readiness.Survey;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.step.HostFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the health checks of the live release before anything starts: one that is red already proves nothing about the new release, and would be
 * taken for its fault.
 */
public final class LiveHealth {
    private final HealthProbe probe;
    private final ProbeSettings settings;
    private final Web web;
    private final Timekeeper time;
    private final HostLanes hosts;

    /** How a host's web server is reached. */
    @FunctionalInterface
    public interface Web {
        HostHttp of(Host host) throws HostException;
    }

    public LiveHealth(HealthProbe probe, ProbeSettings settings, Web web, Timekeeper time, HostLanes hosts) {
        this.probe = probe;
        this.settings = settings;
        this.web = web;
        this.time = time;
        this.hosts = hosts;
    }

    /** A failure for each host whose live release is not healthy; hosts that serve nothing yet are not asked. */
    Map<HostName, Failure> failures(Survey survey) {
        var asked = survey.hosts().stream()
                .filter(host -> serves(survey.facts().get(host.name())))
                .filter(host -> probe.checks(host) > 0)
                .toList();
        var results = hosts.run("preflight", asked, this::failure);
        var failures = new HashMap<>(results.failures());
        results.done().forEach((host, red) -> red.ifPresent(failure -> failures.put(host, failure)));
        return failures;
    }

    private static boolean serves(@Nullable HostFacts facts) {
        return facts != null && facts.link() == HostFacts.Link.LINK;
    }

    /** As often as a rollout would ask: red is what is red every time. */
    private Optional<Failure> failure(Host host) throws HostException {
        try {
            var http = web.of(host);
            List<Complaint> complaints = List.of();
            for (int attempt = 1; attempt <= settings.consecutive(); attempt++) {
                complaints = probe.complaints(host, http);
                if (complaints.isEmpty()) {
                    return Optional.empty();
                }
                if (attempt < settings.consecutive()) {
                    time.pause(settings.every());
                }
            }
            return Optional.of(red(complaints));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Failure(Kind.UNEXPECTED, "preflight", "interrupted", "", "run it again"));
        }
    }

    private static Failure red(List<Complaint> complaints) {
        return new Failure(
                Kind.HEALTH,
                "preflight",
                "the live release is not healthy as it is",
                String.join("; ", Complaint.texts(complaints)),
                "mend it first, or leave the check out of the whole rollout: --skip-check NAME --reason TEXT");
    }
}
