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

/** Asks the HTTP checks of a playbook. Checks by TCP and by command are refused before a rollout starts. */
public final class PlaybookHealthProbe implements HealthProbe {
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
        if (answer.status() != check.status()) {
            return Optional.of("answered " + answer.status() + where(answer));
        }
        return check.contains()
                .filter(text -> !answer.body().contains(text))
                .map(text -> "answered " + answer.status() + ", but without '" + text + "'");
    }

    private static String where(HttpAnswer answer) {
        return answer.header("location").map(to -> ", to " + to).orElse("");
    }
}
