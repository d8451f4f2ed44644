package dev.sluice.probe;

import dev.sluice.engine.HealthProbe;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Host;
import dev.sluice.playbook.HealthCheck;
import dev.sluice.playbook.HealthCheck.HttpCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks the HTTP checks of a playbook. Checks by TCP and by command are refused before a rollout starts. */
public final class PlaybookHealthProbe implements HealthProbe {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<HealthCheck> checks;
    private final Duration timeout;

    /** @param timeout for one request, from connecting to the last byte */
    public PlaybookHealthProbe(List<HealthCheck> checks, Duration timeout) {
        this.checks = List.copyOf(checks);
        this.timeout = timeout;
    }

    @Override
    public int checks(Host host) {
        return of(host).size();
    }

    @Override
    public List<String> complaints(Host host, HostHttp http) {
        return of(host).stream()
                .flatMap(check -> complaint(check, http).stream())
                .toList();
    }

    private List<HttpCheck> of(Host host) {
        return checks.stream()
                .filter(check -> check.on().map(on -> on.matches(host)).orElse(true))
                .filter(HttpCheck.class::isInstance)
                .map(HttpCheck.class::cast)
                .toList();
    }

    private Optional<String> complaint(HttpCheck check, HostHttp http) {
        try {
            return complaint(check, http.send(HttpCall.get(check.path(), timeout)))
                    .map(what -> check.name() + ": " + check.path() + " " + what);
        } catch (HostHttpException e) {
            return Optional.of(check.name() + ": " + check.path() + " gave no answer: " + e.getMessage());
        }
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
                        + answer.header("location").map(to -> ", to " + to).orElse(""));
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
                    .map(wanted -> "says " + wanted.getKey() + " is " + body.at(wanted.getKey()) + ", not "
                            + wanted.getValue())
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
