package dev.sluice.operation;

import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.Sessions;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.Via;
import dev.sluice.opcache.EndpointScript;
import dev.sluice.plan.ReleaseId;
import dev.sluice.readiness.Checkup;
import dev.sluice.readiness.EarlierRelease;
import dev.sluice.readiness.EndpointSeen;
import dev.sluice.readiness.Finding;
import dev.sluice.readiness.Visit;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.Examine;
import dev.sluice.step.HostFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.StepException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Collects what a doctor wants to know of one host; changes nothing. */
final class HostVisits {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Project project;
    private final Sessions sessions;
    private final EndpointQueries endpoint;
    private final Function<Host, EndpointFiles> files;
    private final Timekeeper time;

    HostVisits(
            Project project,
            Sessions sessions,
            EndpointQueries endpoint,
            Function<Host, EndpointFiles> files,
            Timekeeper time) {
        this.project = project;
        this.sessions = sessions;
        this.endpoint = endpoint;
        this.files = files;
        this.time = time;
    }

    /** What keeps requests from the endpoint, whose file was placed; empty when that cannot be found out. */
    Optional<Finding> inTheWay(Host host, HostHttp http) {
        try {
            var session = sessions.to(host);
            var facts = Inspect.of(host.path(), project.playbook().release()).on(session);
            return Checkup.inTheWay(new Visit(
                    facts.withEndpoint("placed"),
                    new Examine(host.path()).on(session),
                    Duration.ZERO,
                    expected(host),
                    new EndpointSeen.NotReached("", ""),
                    get(http, EndpointScript.PATH),
                    get(http, "/index.php"),
                    Optional.empty()));
        } catch (HostException | StepException unknown) {
            return Optional.empty();
        }
    }

    Visit visit(HostSession session, Host host) throws HostException, StepException {
        var release = project.playbook().release();
        var before = time.now();
        var facts = Inspect.of(host.path(), release).on(session);
        var skew = skew(before, facts.machine().clock(), time.now());
        var around = new Examine(host.path(), release.shared()).on(session);
        var http = sessions.http(host);
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
        var opcache = project.playbook().opcache().of(host);
        return new Visit.Expected(
                project.fleet(),
                host.path(),
                opcache,
                endpoint.kid(host),
                host.web().fastcgi(),
                config(host),
                host.web().via() == Via.EXEC);
    }

    private String config(Host host) {
        try {
            return files.apply(host).config();
        } catch (IllegalStateException | IllegalArgumentException unreadable) {
            return "";
        }
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
