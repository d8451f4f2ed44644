package dev.sluice.app;

import dev.sluice.doctor.EndpointSeen;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.RequestSigner;
import dev.sluice.engine.Timekeeper;
import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.php.EndpointClient;
import dev.sluice.php.EndpointException;
import dev.sluice.php.EndpointScript;
import dev.sluice.playbook.EndpointChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the endpoint of a host what it knows; resets and sweeps nothing. */
final class EndpointQuestions {
    static final String PATH = "/" + EndpointScript.NAME;

    private final Project project;
    private final SecretSource secrets;
    private final Supplier<String> nonces;
    private final Timekeeper time;

    EndpointQuestions(Project project, SecretSource secrets, Supplier<String> nonces, Timekeeper time) {
        this.project = project;
        this.secrets = secrets;
        this.nonces = nonces;
        this.time = time;
    }

    /** What several requests were answered, and how the first that was not answered failed. */
    record Answers(List<EndpointState> states, Optional<EndpointSeen> failure) {}

    /** Whether the endpoint is a file in the release, reached through the web server. */
    boolean inRelease(Host host) {
        var endpoint = project.playbook().opcache().of(host).endpoint();
        return endpoint instanceof EndpointChoice.Auto || endpoint instanceof EndpointChoice.InRelease;
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
                .orElseGet(() -> new EndpointSeen.Answered(answers.states().get(0)));
    }

    /** Asks once, signed with another key than the playbook's. */
    void ask(Host host, HostHttp http, EndpointKey key) throws EndpointException {
        client(host, http, key).facts("");
    }

    /** Asks until it was answered so many times, or not answered once. */
    Answers ask(Host host, HostHttp http, int times) {
        var states = new ArrayList<EndpointState>();
        try {
            var key = key(host);
            if (key.isEmpty()) {
                return failed(states, refused("opcache.key is missing: requests cannot be signed"));
            }
            var client = client(host, http, key.get());
            while (states.size() < times) {
                states.add(client.facts(""));
            }
            return new Answers(states, Optional.empty());
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
        return new Answers(states, Optional.of(failure));
    }

    private EndpointClient client(Host host, HostHttp http, EndpointKey key) {
        var fleet = project.fleet();
        var at = new EndpointSite(fleet.inventory(), fleet.site(), host.name().value());
        return new EndpointClient(http, new RequestSigner(key), at, PATH, nonces, time::now);
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
