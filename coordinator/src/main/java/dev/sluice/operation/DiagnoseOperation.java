package dev.sluice.operation;

import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.Via;
import dev.sluice.opcache.EndpointScript;
import dev.sluice.plan.ReleaseId;
import dev.sluice.readiness.Checkup;
import dev.sluice.readiness.Diagnosis;
import dev.sluice.readiness.EarlierRelease;
import dev.sluice.readiness.EndpointSeen;
import dev.sluice.readiness.Finding;
import dev.sluice.readiness.Visit;
import dev.sluice.rollout.Failure;
import dev.sluice.step.Examine;
import dev.sluice.step.HostFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.StepException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Visits every host, checks everything that a release needs, and changes nothing. */
public final class DiagnoseOperation {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Fleet fleet;
    private final EndpointQueries endpoint;

    public DiagnoseOperation(Fleet fleet) {
        this.fleet = fleet;
        this.endpoint = fleet.endpoints();
    }

    /** All that was found on the hosts. */
    public Diagnosis examine() {
        var hosts = fleet.hosts();
        var visited = fleet.onHosts("reach").run(hosts, (session, host) -> Checkup.of(visit(session, host)));
        var findings = new LinkedHashMap<HostName, List<Finding>>();
        hosts.forEach(host -> findings.put(
                host.name(),
                Optional.ofNullable(visited.done().get(host.name()))
                        .orElseGet(() -> List.of(unreached(
                                Objects.requireNonNull(visited.failures().get(host.name())))))));
        return Diagnosis.of(findings);
    }

    private static Finding unreached(Failure failure) {
        return Finding.problem("reach", failure.what(), failure.why(), failure.next());
    }

    private Visit visit(HostSession session, Host host) throws HostException, StepException {
        var release = fleet.project().playbook().release();
        var before = fleet.time().now();
        var facts = Inspect.of(host.path(), release).on(session);
        var skew = skew(before, facts.machine().clock(), fleet.time().now());
        var around = new Examine(host.path()).on(session);
        var http = fleet.sessions().http(host);
        var probed = endpoint.standsInRelease(host) && facts.live().isPresent();
        return new Visit(
                facts,
                around,
                skew,
                expected(host),
                seen(host, facts, http),
                probed ? get(http, EndpointScript.PATH) : Optional.empty(),
                probed ? get(http, "/index.php") : Optional.empty(),
                EarlierRelease.choose(facts, Optional.empty()).map(ReleaseId::value));
    }

    /** How far the host's clock is surely off: it was read at some moment between these two, and a slow answer is no wrong clock. */
    private static Duration skew(Instant before, Instant clock, Instant after) {
        if (clock.isBefore(before)) {
            return Duration.between(before, clock);
        }
        return clock.isAfter(after) ? Duration.between(after, clock) : Duration.ZERO;
    }

    private Visit.Expected expected(Host host) {
        var opcache = fleet.project().playbook().opcache().of(host);
        return new Visit.Expected(
                fleet.name(),
                opcache,
                endpoint.kid(host),
                host.web().fastcgi(),
                host.web().via() == Via.EXEC);
    }

    private EndpointSeen seen(Host host, HostFacts facts, HostHttp http) {
        if (!endpoint.standsInRelease(host)) {
            return new EndpointSeen.NotAsked("opcache.endpoint gives this host another one, or none");
        }
        if (facts.live().isEmpty()) {
            return new EndpointSeen.NotAsked(
                    "nothing is live yet, and it is part of each release; after the first one ask doctor again");
        }
        if (facts.endpoint().sha256().isEmpty()) {
            return new EndpointSeen.NotAsked(
                    "it is not in the live release: sluice adopt, or the first release, places it");
        }
        return endpoint.ask(host, http);
    }

    private static Optional<HttpAnswer> get(HostHttp http, String path) {
        try {
            return Optional.of(http.send(HttpCall.get(path, PATIENCE)));
        } catch (HostHttpException noAnswer) {
            return Optional.empty();
        }
    }
}
