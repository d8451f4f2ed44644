package dev.sluice.it.fleet;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.paper.PaperHosts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * An embedded fleet with the sample site in a JVM of its own, so that a coordinator can be killed without its hosts. Arguments: how many
 * hosts, a directory that is not there yet, and {@code paper} for hosts without processes. Prints one {@code name=path} a line, then {@code ready}, and lives until standard input
 * ends, which it also does when the parent dies, or until it is told to end by a signal.
 */
public final class EmbeddedFleetMain {
    /** The third argument, where hosts are to run no shells. */
    public static final String PAPER = "paper";

    private EmbeddedFleetMain() {}

    public static void main(String[] arguments) throws IOException {
        var builder =
                EmbeddedFleet.builder().hosts(Integer.parseInt(arguments[0])).directory(Path.of(arguments[1]));
        if (arguments.length > 2 && arguments[2].equals(PAPER)) {
            builder.commands(new PaperHosts());
        }
        try (var fleet = builder.start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(fleet::close));
            print(fleet, DemoSite.on(fleet), System.out);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void print(EmbeddedFleet fleet, DemoSite site, PrintStream out) {
        out.println("directory=" + fleet.directory());
        out.println("client_key=" + fleet.clientKey());
        out.println("known_hosts=" + fleet.knownHosts());
        out.println("inventory=" + site.inventoryFile());
        out.println("playbook=" + site.playbookFile());
        out.println("endpoint_key=" + site.endpointKey());
        out.println("good=" + site.goodArtifact());
        out.println("bad=" + site.badArtifact());
        out.println("ready");
        out.flush();
    }
}
