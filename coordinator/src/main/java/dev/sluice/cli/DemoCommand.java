package dev.sluice.cli;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ColorOptions color;

    @Override
    public Integer call() throws IOException, RefusedException {
        Fold.apply(spec.commandLine(), CommandHost.of(spec));
        var out = spec.commandLine().getOut();
        try (var fleet = start()) {
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

    private static EmbeddedFleet start() throws RefusedException {
        try {
            return EmbeddedFleet.builder().hosts(HOSTS).start();
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.PREFLIGHT,
                    List.of("the demo's hosts cannot be started: " + e.getMessage()),
                    "it needs free ports on 127.0.0.1 and a writable directory for temporary files: sluice self-check");
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
                directory.resolve("state").toString());
        var all = new ArrayList<>(arguments);
        all.addAll(color.arguments());
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
