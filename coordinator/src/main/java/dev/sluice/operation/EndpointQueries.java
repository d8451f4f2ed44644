package dev.sluice.operation;

import dev.sluice.document.SecretException;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.EndpointClients;
import dev.sluice.opcache.EndpointException;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.EndpointKeys;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.readiness.EndpointSeen;
import dev.sluice.readiness.EndpointSeen.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the endpoint of a host what it knows; resets and sweeps nothing. */
public final class EndpointQueries {
    private final Project project;
    private final EndpointKeys keys;
    private final EndpointClients clients;

    public EndpointQueries(Project project, EndpointKeys keys, EndpointClients clients) {
        this.project = project;
        this.keys = keys;
        this.clients = clients;
    }

    /** What several requests were answered, and how the first that was not answered failed. */
    record Answers(List<Answered> answered, Optional<EndpointSeen> failure) {
        List<EndpointState> states() {
            return answered.stream().map(Answered::state).toList();
        }
    }

    /** Whether the host has an endpoint of ours. */
    boolean standsInRelease(Host host) {
        return choice(host).standsInRelease();
    }

    private EndpointChoice choice(Host host) {
        return project.playbook().opcache().of(host).endpoint();
    }

    /** The id of the key that signs requests to the host's endpoint; empty where it has none that can be read. */
    Optional<String> kid(Host host) {
        try {
            return key(host).map(key -> key.publicKey().kid());
        } catch (SecretException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Asks once, with all facts. */
    EndpointSeen ask(Host host, HostHttp http) {
        var answers = ask(host, http, 1);
        return answers.failure().orElseGet(() -> answers.answered().get(0));
    }

    /** Asks once, signed with another key than the playbook's. */
    void ask(Host host, HostHttp http, EndpointKey key) throws EndpointException {
        clients.of(host, http, project.playbook().opcache().of(host), key)
                .client()
                .facts("");
    }

    /** Asks until it was answered so many times, or not answered once. */
    Answers ask(Host host, HostHttp http, int times) {
        var answered = new ArrayList<Answered>();
        try {
            var key = key(host);
            if (key.isEmpty()) {
                return failed(answered, refused("opcache.key is missing: requests cannot be signed"));
            }
            var endpoint = clients.of(host, http, project.playbook().opcache().of(host), key.get());
            while (answered.size() < times) {
                answered.add(new Answered(endpoint.client().facts(""), endpoint.route()));
            }
            return new Answers(answered, Optional.empty());
        } catch (EndpointException e) {
            return failed(answered, seen(e));
        } catch (SecretException | IllegalArgumentException e) {
            return failed(answered, refused("the endpoint's key cannot be used: " + e.getMessage()));
        }
    }

    private static EndpointSeen refused(String why) {
        return new EndpointSeen.Refused(why, "sluice keygen makes a key");
    }

    private static Answers failed(List<Answered> answered, EndpointSeen failure) {
        return new Answers(answered, Optional.of(failure));
    }

    private Optional<EndpointKey> key(Host host) throws SecretException {
        var reference = project.playbook().opcache().of(host).key();
        return reference.isEmpty() ? Optional.empty() : Optional.of(keys.read(reference.get()));
    }

    private static EndpointSeen seen(EndpointException e) {
        var why = String.valueOf(e.getMessage());
        return e.kind().notPassedOn() && e.kind() != Kind.BLOCKED
                ? new EndpointSeen.NotReached(why, e.next())
                : new EndpointSeen.Refused(why, e.next());
    }
}
