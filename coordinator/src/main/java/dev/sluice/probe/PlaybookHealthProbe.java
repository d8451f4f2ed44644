package dev.sluice.probe;

import dev.sluice.document.SecretSource;
import dev.sluice.engine.Complaint;
import dev.sluice.engine.HealthProbe;
import dev.sluice.host.HostHttp;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.playbook.HealthCheck;
import dev.sluice.playbook.HealthCheck.CommandCheck;
import dev.sluice.playbook.HealthCheck.HttpCheck;
import dev.sluice.playbook.HealthCheck.TcpCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs the checks of a playbook that are for a host; a host without HTTP checks needs no web server. */
public final class PlaybookHealthProbe implements HealthProbe {
    private final List<HealthCheck> checks;
    private final HttpProbe http;
    private final TcpProbe tcp;
    private final CommandProbe command;

    /**
     * @param timeout for one check, from start to end
     * @param secrets for the headers of HTTP checks
     * @param sessions for checks without HTTP
     */
    public PlaybookHealthProbe(List<HealthCheck> checks, Duration timeout, SecretSource secrets, Sessions sessions) {
        this.checks = List.copyOf(checks);
        this.http = new HttpProbe(timeout, secrets);
        this.tcp = new TcpProbe(timeout, sessions);
        this.command = new CommandProbe(timeout, sessions);
    }

    @Override
    public int checks(Host host) {
        return of(host).size();
    }

    @Override
    public List<Complaint> complaints(Host host, HostHttp web) {
        return of(host).stream()
                .flatMap(check -> complaint(check, host, web).map(what -> what.about(check.name())).stream())
                .toList();
    }

    private List<HealthCheck> of(Host host) {
        return checks.stream()
                .filter(check -> check.on().map(on -> on.matches(host)).orElse(true))
                .toList();
    }

    private Optional<Complaint> complaint(HealthCheck check, Host host, HostHttp web) {
        if (check instanceof HttpCheck page) {
            return http.complaint(page, web);
        }
        if (check instanceof TcpCheck port) {
            return tcp.complaint(port, host).map(Complaint::of);
        }
        return command.complaint((CommandCheck) check, host);
    }
}
