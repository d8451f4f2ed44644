package dev.sluice.it.bench;

import dev.sluice.it.fleet.SshHosts.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One {@code rsync -a} for each host, all at once, through the same servers.
 *
 * @param program rsync
 * @param base what is not sent again
 */
record ParallelRsync(BenchFleet fleet, String program, Base base) implements Side {
    /** What the upload is laid over. */
    enum Base {
        /** Hard links to the files of the upload before, where they are the same. */
        PREVIOUS,
        NONE
    }

    static ParallelRsync of(BenchFleet fleet, Base base) {
        return new ParallelRsync(fleet, Programs.required("rsync", "rsync"), base);
    }

    @Override
    public String name() {
        return "rsync";
    }

    @Override
    public String does() {
        var options = base == Base.PREVIOUS ? "`rsync -a --link-dest=PREVIOUS`" : "`rsync -a`";
        return options + " to every host at once: upload alone, no switch, no record, nothing removed";
    }

    /** The upload before stays, because the next one is laid over it. */
    @Override
    public void prepare(int number) {
        fleet.hosts().forEach(host -> {
            BenchFleet.create(uploads(host));
            BenchFleet.remove(uploads(host).resolve(Integer.toString(base == Base.PREVIOUS ? number - 2 : number - 1)));
        });
    }

    @Override
    public Duration run(int number) {
        return Programs.in(fleet.work("rsync"))
                .run(fleet.hosts().stream().map(host -> command(host, number)).toList());
    }

    private List<String> command(Host host, int number) {
        var command = new ArrayList<>(List.of(program, "-a"));
        if (base == Base.PREVIOUS && number > 0) {
            command.add("--link-dest=" + uploads(host).resolve(Integer.toString(number - 1)));
        }
        command.addAll(List.of(
                "-e",
                "ssh " + String.join(" ", fleet.ssh().sshOptions()),
                fleet.tree().root() + "/",
                host.address() + ":" + uploads(host).resolve(Integer.toString(number)) + "/"));
        return command;
    }

    private static Path uploads(Host host) {
        return host.directory().resolve("rsync");
    }
}
