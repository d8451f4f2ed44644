package dev.sluice.it.bench;

import dev.sluice.it.fleet.SshHosts.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One login to each host, all at once, through the same servers. */
record ParallelSsh(BenchFleet fleet, String program) implements Side {
    static ParallelSsh of(BenchFleet fleet) {
        return new ParallelSsh(fleet, Programs.required("ssh", "openssh-client"));
    }

    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public String does() {
        return "`ssh HOST true` to every host at once";
    }

    @Override
    public Duration run(int number) {
        return Programs.in(fleet.work("ssh"))
                .run(fleet.hosts().stream().map(this::command).toList());
    }

    private List<String> command(Host host) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(fleet.ssh().sshOptions());
        command.addAll(List.of(host.address(), "true"));
        return command;
    }
}
