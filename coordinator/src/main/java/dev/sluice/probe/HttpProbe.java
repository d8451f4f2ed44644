package dev.sluice.probe;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.engine.Complaint;
import dev.sluice.engine.SecretMask;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.playbook.HealthCheck.HttpCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Requests a page, and reports what is wrong with the answer. */
final class HttpProbe {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 200;

    private final Duration timeout;
    private final SecretSource secrets;

    HttpProbe(Duration timeout, SecretSource secrets) {
        this.timeout = timeout;
        this.secrets = secrets;
    }

    Optional<Complaint> complaint(HttpCheck check, HostHttp http) {
        try {
            var call = call(check);
            var mask = mask(check);
            var answer = http.send(call);
            return complaint(check, answer)
                    .map(what -> new Complaint(
                            check.path() + " " + mask.in(what), AnswerExcerpt.of(check.path(), answer, mask)));
        } catch (HostHttpException e) {
            return Optional.of(Complaint.of(check.path() + " gave no answer: " + e.getMessage()));
        } catch (SecretException e) {
            return Optional.of(Complaint.of(check.path() + " was not requested: " + e.getMessage()));
        }
    }

    private HttpCall call(HttpCheck check) throws SecretException {
        var call = new HttpCall("GET", check.path(), headers(check), "", HttpCall.Connection.SHARED, timeout);
        boolean secret = check.headers().values().stream()
                .anyMatch(header -> header.secret().isPresent());
        return secret ? call.withSecret() : call;
    }

    /** Secrets are fetched here, for one request, and are in no message. */
    private Map<String, String> headers(HttpCheck check) throws SecretException {
        var headers = new TreeMap<String, String>();
        for (var header : check.headers().entrySet()) {
            try {
                headers.put(header.getKey(), header.getValue().resolve(secrets).reveal());
            } catch (SecretException e) {
                throw new SecretException("the header " + header.getKey() + ": " + e.getMessage(), e);
            }
        }
        return headers;
    }

    /** For what a site echoes of its request. */
    private SecretMask mask(HttpCheck check) throws SecretException {
        var used = new ArrayList<Secret>();
        for (var header : check.headers().values()) {
            if (header.secret().isPresent()) {
                used.add(secrets.resolve(header.secret().get()));
            }
        }
        return SecretMask.of(used);
    }

    private static Optional<String> complaint(HttpCheck check, HttpAnswer answer) {
        return status(check, answer)
                .or(() -> text(check, answer))
                .or(() -> json(check, answer))
                .or(() -> latency(check, answer));
    }

    private static Optional<String> status(HttpCheck check, HttpAnswer answer) {
        return answer.status() == check.status()
                ? Optional.empty()
                : Optional.of("answered " + answer.status()
                        + answer.header("location")
                                .map(to -> ", to " + HarmlessText.line(to, SHOWN))
                                .orElse(""));
    }

    private static Optional<String> text(HttpCheck check, HttpAnswer answer) {
        return check.contains()
                .filter(text -> !answer.body().contains(text))
                .map(text -> "answered " + answer.status() + ", but without '" + text + "'");
    }

    /** Pointers of RFC 6901 and the values expected there. */
    private static Optional<String> json(HttpCheck check, HttpAnswer answer) {
        if (check.json().isEmpty()) {
            return Optional.empty();
        }
        try {
            var body = JSON.readTree(answer.body());
            return check.json().entrySet().stream()
                    .filter(wanted -> !body.at(wanted.getKey()).equals(JSON.readTree(wanted.getValue())))
                    .map(wanted -> {
                        var found = body.at(wanted.getKey());
                        return found.isMissingNode()
                                ? "has no value at " + wanted.getKey()
                                : "has at " + wanted.getKey() + " the value "
                                        + HarmlessText.line(found.toString(), SHOWN) + ", not " + wanted.getValue();
                    })
                    .findFirst();
        } catch (JacksonException e) {
            return Optional.of("answered " + answer.status() + " with something that is not JSON");
        }
    }

    private static Optional<String> latency(HttpCheck check, HttpAnswer answer) {
        return check.maxLatency()
                .filter(most -> answer.took().compareTo(most) > 0)
                .map(most -> "took " + answer.took().toMillis() + " ms, more than " + most.toMillis() + " ms");
    }
}
