package dev.sluice.it.release;

import dev.sluice.it.web.WebAnswer;
import dev.sluice.it.web.WebConnection;
import dev.sluice.it.web.WebTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The sample site on an embedded fleet in another JVM, seen from outside. */
public final class EmbeddedSite {
    private static final Pattern HOST = Pattern.compile("name: (web\\d+),.*http://127\\.0\\.0\\.1:(\\d+)");
    /** More than a host has workers, which answer in turn. */
    private static final int ASKED = 5;

    private final Path directory;
    private final Path inventory;

    public EmbeddedSite(EmbeddedFleetProcess fleet) {
        this.directory = fleet.path("directory");
        this.inventory = fleet.path("inventory");
    }

    /** The release that each host serves; where link and workers are not of one mind, all that was seen. */
    public SortedMap<String, String> live() {
        try {
            var live = new TreeMap<String, String>();
            for (var line : Files.readAllLines(inventory)) {
                var host = HOST.matcher(line);
                if (host.find()) {
                    live.put(host.group(1), live(host.group(1), Integer.parseInt(host.group(2))));
                }
            }
            return live;
        } catch (IOException e) {
            throw new UncheckedIOException("a host cannot be looked at", e);
        }
    }

    private String live(String host, int port) throws IOException {
        var seen = new TreeSet<String>();
        var link = Files.readSymbolicLink(directory.resolve(host).resolve("shop/current"));
        seen.add(String.valueOf(link.getFileName()));
        var target =
                new WebTarget(host, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "shop.example.com");
        for (int i = 0; i < ASKED; i++) {
            WebAnswer answer = WebConnection.getOnce(target, "/");
            seen.add(answer.headers().getOrDefault("x-release", "status " + answer.status()));
        }
        return String.join(" and ", seen);
    }
}
