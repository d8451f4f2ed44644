package dev.sluice.app;

import dev.sluice.doctor.EndpointSeen;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.php.EndpointClients;
import dev.sluice.php.EndpointException;
import dev.sluice.php.EndpointScript;
import dev.sluice.playbook.EndpointChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the endpoint of a host what it knows; resets and sweeps nothing. */
final class EndpointQuestions {
    static final String PATH = "/" + EndpointScript.NAME;
    private final Project project;
    private final SecretSource secrets;
    private final EndpointClients clients;

    EndpointQuestions(Project project, SecretSource secrets, EndpointClients clients) {
        this.project = project;
        this.secrets = secrets;
        this.clients = clients;
    }

    /** What several requests were answered, and how the first that was not answered failed. */
    record Answers(List<EndpointState> states, EndpointRoute route, Optional<EndpointSeen> failure) {}

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
        return answers.failure()
                .orElseGet(() -> new EndpointSeen.Answered(answers.states().get(0), answers.route()));
    }

    /** Asks once, signed with another key than the playbook's. */
    void ask(Host host, HostHttp http, EndpointKey key) throws EndpointException {
        clients.of(host, http, choice(host), key).client().facts("");
    }

    /** Asks until it was answered so many times, or not answered once. */
    Answers ask(Host host, HostHttp http, int times) {
        var states = new ArrayList<EndpointState>();
        try {
            var key = key(host);
            if (key.isEmpty()) {
                return failed(states, refused("opcache.key is missing: requests cannot be signed"));
            }
            var endpoint = clients.of(host, http, choice(host), key.get());
            while (states.size() < times) {
                states.add(endpoint.client().facts(""));
            }
            return new Answers(states, endpoint.route(), Optional.empty());
        } catch (EndpointException e) {
            return failed(states, seen(e));
        } catch (SecretException | IllegalArgumentException e) {
            return failed(states, refused("the endpoint's key cannot be used: " + e.getMessage()));
        }
    }

    private static EndpointSeen refused(String why) {
        return new EndpointSeen.Refused(why, "sluice keygen makes a key");
    }

    private static Answers failed(List<EndpointState> states, EndpointSeen failure) {
        return new Answers(states, EndpointRoute.WEB_SERVER, Optional.of(failure));
    }

    private Optional<EndpointKey> key(Host host) throws SecretException {
        var reference = project.playbook().opcache().of(host).key();
        return reference.isEmpty()
                ? Optional.empty()
                : Optional.of(EndpointKey.parse(secrets.resolve(reference.get()).reveal()));
    }

    private static EndpointSeen seen(EndpointException e) {
        var why = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case MISSING, REFUSED, REDIRECT, NOT_ENDPOINT -> new EndpointSeen.NotReached(why, e.next());
            default -> new EndpointSeen.Refused(why, e.next());
        };
    }
}
