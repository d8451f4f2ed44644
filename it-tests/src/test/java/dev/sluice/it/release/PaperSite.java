package dev.sluice.it.release;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.paper.PaperHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A site on hosts on paper, all on release 1, with its builds, and a person who releases to it. */
public record PaperSite(EmbeddedFleet fleet, DemoSite files, Operator operator) implements AutoCloseable {
    /**
     * @param directory an empty one; the person's files and records are in it
     * @param playbook what is different in the playbook of the demonstration
     */
    public static PaperSite start(int hosts, Path directory, UnaryOperator<String> playbook) throws IOException {
        var fleet = EmbeddedFleet.builder()
                .hosts(hosts)
                .commands(new PaperHosts())
                .directory(directory.resolve("fleet"))
                .start();
        var files = DemoSite.on(fleet);
        // Resets of one cache keep seconds between them.
        Files.writeString(
                files.playbookFile(),
                Files.readString(files.playbookFile()).replace("method: reset", "method: invalidate"));
        var operator = Operator.of(
                Files.readString(files.inventoryFile()),
                playbook.apply(Files.readString(files.playbookFile())),
                directory);
        return new PaperSite(fleet, files, operator);
    }

    /** The path of the build that is healthy. */
    public String build() {
        return files.goodArtifact().toString();
    }

    /** The command that releases it under an id, confirmed. */
    public String[] release(String id, String... more) {
        List<String> command = new ArrayList<>(List.of("release", "--artifact", build(), "--release", id, "--yes"));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    /** The releases that the links of the hosts name, in the order of the hosts. */
    public List<String> live() {
        return FleetAssert.live(fleet);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
