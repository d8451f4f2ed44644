package dev.sluice.message;

import dev.sluice.inventory.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes addresses of hosts out of texts: what leaves this machine does not describe the network. Loopback addresses describe none. */
public final class Addresses {
    private static final String PORT = "(:[0-9]{1,5})?";
    private static final Pattern IPV4 =
            Pattern.compile("(?<![0-9.])(?!127\\.)([0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9.]*[0-9])" + PORT);
    /** At least two colons and a group that is no time of day; with or without brackets. */
    private static final Pattern IPV6 =
            Pattern.compile("\\[?(?<![0-9A-Za-z:])(?=[0-9a-fA-F:]*::|(?:[0-9a-fA-F]{1,4}:){7})"
                    + "(?!::1(?![0-9a-fA-F:]))[0-9a-fA-F:]{3,39}(%[0-9A-Za-z]+)?\\]?" + PORT);

    private final Map<String, String> names;

    /** @param names of hosts, by their addresses where those are others */
    public Addresses(Map<String, String> names) {
        this.names = new LinkedHashMap<>(names);
    }

    /** Those of some hosts, and of the jump hosts on the way to them. */
    public static Addresses of(List<Host> hosts) {
        var names = new LinkedHashMap<String, String>();
        for (var host : hosts) {
            var name = host.name().value();
            if (!host.address().equals(name)) {
                names.putIfAbsent(host.address(), name);
            }
            host.ssh().jump().ifPresent(jump -> names.putIfAbsent(machine(jump), "(jump host)"));
        }
        return new Addresses(names);
    }

    /** Of {@code [user@]host[:port]}. */
    private static String machine(String jump) {
        return jump.substring(jump.indexOf('@') + 1).replaceFirst(":[0-9]+$", "");
    }

    /** The text with the hosts' names, or {@code (address)}, where addresses were. */
    public String hide(String text) {
        var hidden = text;
        for (var entry : names.entrySet()) {
            hidden = Pattern.compile("(?<![A-Za-z0-9.-])" + Pattern.quote(entry.getKey())
                            + "(?![A-Za-z0-9-]|\\.[A-Za-z0-9])" + PORT)
                    .matcher(hidden)
                    .replaceAll(Matcher.quoteReplacement(entry.getValue()));
        }
        return IPV6.matcher(IPV4.matcher(hidden).replaceAll("(address)")).replaceAll("(address)");
    }
}
