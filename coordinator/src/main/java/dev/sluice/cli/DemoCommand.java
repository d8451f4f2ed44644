package dev.sluice.cli;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A fleet on this machine and a rollout on it. */
@Command(
        name = "demo",
        description = {
            "Starts six hosts in this process and releases to them in three batches, the first a canary.",
            "Each has SSH, a web server and a PHP that caches as OPcache does.",
            "Nothing has to be installed, nothing is left behind."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: see a bad release being reverted", "  sluice demo --bad"})
@SuppressWarnings("NullAway.Init")
final class DemoCommand implements Callable<Integer> {
    private static final int HOSTS = 6;

    @Spec
    private CommandSpec spec;

    @Option(names = "--bad", description = "releases a site whose health check fails")
    private boolean bad;

    @Option(names = "--color", defaultValue = "auto", description = "auto, always or never")
    private String color;

    @Option(
            names = {"-v", "--verbose"},
            description = "prints every event with its time")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        try (var fleet = EmbeddedFleet.builder().hosts(HOSTS).start()) {
            // A demo that is interrupted leaves nothing behind either; closing twice is harmless.
            Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "sluice-demo-end"));
            var site = DemoSite.on(fleet);
            var arguments = arguments(fleet.directory(), site);
            out.println("$ sluice " + String.join(" ", shown(arguments, fleet.directory())));
            out.flush();
            return SluiceCommand.commandLine()
                    .setOut(out)
                    .setErr(spec.commandLine().getErr())
                    .execute(arguments);
        }
    }

    private String[] arguments(Path directory, DemoSite site) {
        var arguments = List.of(
                "release",
                "--inventory",
                site.inventoryFile().toString(),
                "--playbook",
                site.playbookFile().toString(),
                "--artifact",
                (bad ? site.badArtifact() : site.goodArtifact()).toString(),
                "--yes",
                "--state",
                directory.resolve("state").toString(),
                "--color",
                color);
        var all = new ArrayList<>(arguments);
        if (verbose) {
            all.add("--verbose");
        }
        return all.toArray(String[]::new);
    }

    private static String[] shown(String[] arguments, Path directory) {
        var shown = arguments.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = shown[i].replace(directory + "/", "");
        }
        return shown;
    }
}
