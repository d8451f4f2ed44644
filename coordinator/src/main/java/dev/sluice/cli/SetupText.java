package dev.sluice.cli;

import dev.sluice.inventory.HostName;
import dev.sluice.operation.SetupOperation.Found;
import dev.sluice.readiness.HostSetup;
import dev.sluice.readiness.SiteBlock;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What hosts lack, for whoever can change it: equal needs once, with the hosts that have them. */
final class SetupText {
    private final PrintWriter out;

    SetupText(PrintWriter out) {
        this.out = out;
    }

    /** @param found on the hosts that answered; nothing is printed where none did */
    void print(Map<HostName, Found> found) {
        if (found.isEmpty()) {
            return;
        }
        part("as root on %s:", found, HostSetup::asRoot);
        part("sluice setup --apply makes on %s:", found, HostSetup::directories);
        part("by hand on %s, before the first release:", found, HostSetup::byHand);
        if (found.values().stream().allMatch(host -> host.setup().isReady())) {
            out.println("ready: " + new Count(found.size(), "host")
                    + " can be released to, as far as directories and tools go");
            out.println("  next  sluice doctor");
            return;
        }
        hosts(found, Found::server).forEach(this::server);
        out.flush();
    }

    private void part(String title, Map<HostName, Found> found, Function<HostSetup, List<String>> needs) {
        hosts(found, host -> needs.apply(host.setup())).forEach((lines, hosts) -> {
            if (!lines.isEmpty()) {
                out.println(title.formatted(names(hosts)));
                lines.forEach(line -> out.println("    " + line));
            }
        });
    }

    private void server(SiteBlock block, List<HostName> hosts) {
        out.println("the web server of " + names(hosts) + ", to start from; one of:");
        lines("nginx", block.nginx());
        lines("Apache", block.apache());
        lines("Caddy", block.caddy());
    }

    private void lines(String server, List<String> lines) {
        out.println("  " + server);
        lines.forEach(line -> out.println("    " + line));
    }

    private static <T> Map<T, List<HostName>> hosts(Map<HostName, Found> found, Function<Found, T> part) {
        var hosts = new LinkedHashMap<T, List<HostName>>();
        found.forEach((name, host) -> hosts.computeIfAbsent(part.apply(host), same -> new ArrayList<>())
                .add(name));
        return hosts;
    }

    private static String names(List<HostName> hosts) {
        return hosts.stream().map(HostName::value).collect(Collectors.joining(", "));
    }
}
