package dev.sluice.it.bench;

import dev.sluice.it.fleet.SshHosts.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One compressed tar through ssh to each host, all at once, through the same servers. */
record ParallelTar(BenchFleet fleet, String shell) implements Side {
    private static final String PIPE =
            "tree=$1 into=$2; shift 2; tar --zstd -c -C \"$tree\" . | ssh \"$@\" \"tar --zstd -x -C $into\"";

    static ParallelTar of(BenchFleet fleet) {
        Programs.required("zstd", "zstd");
        return new ParallelTar(fleet, Programs.required("bash", "bash"));
    }

    @Override
    public String name() {
        return "tar";
    }

    @Override
    public String does() {
        return "`tar --zstd -c | ssh HOST tar --zstd -x` to every host at once: upload alone";
    }

    @Override
    public void prepare(int number) {
        fleet.hosts().forEach(host -> {
            BenchFleet.remove(upload(host));
            BenchFleet.create(upload(host));
        });
    }

    @Override
    public Duration run(int number) {
        return Programs.in(fleet.work("tar"))
                .run(fleet.hosts().stream().map(this::command).toList());
    }

    private List<String> command(Host host) {
        var command = new ArrayList<>(List.of(
                shell,
                "-o",
                "pipefail",
                "-c",
                PIPE,
                "tar",
                fleet.tree().root().toString(),
                upload(host).toString()));
        command.addAll(fleet.ssh().sshOptions());
        command.add(host.address());
        return command;
    }

    private static Path upload(Host host) {
        return host.directory().resolve("tar");
    }
}
