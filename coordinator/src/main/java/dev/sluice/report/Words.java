package dev.sluice.report;

import dev.sluice.document.HarmlessText;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts that more than one report needs. */
final class Words {
    private static final int MOST = 300;
    /** Hosts behind one address differ in the port only. */
    private static final String WEB_PORT = "(https?://[^\\s/:]+):[0-9]+";

    private Words() {}

    /** Text from hosts as one line of limited length: it cannot move the cursor, start a line or fold a log. */
    static String harmless(String text) {
        return HarmlessText.line(text, MOST);
    }

    /** A line of the console: a column for the phase, and the text. */
    static String line(String column, String text) {
        return String.format(Locale.ROOT, "  %-8s %s", column, text);
    }

    /** At most this many names, and the number of the others. */
    static String names(List<HostName> hosts, int most) {
        var named = hosts.stream().limit(most).map(HostName::value).collect(Collectors.joining(", "));
        return hosts.size() <= most ? named : named + " and " + (hosts.size() - most) + " more";
    }

    /** Removes a host's name and address from a message, so that the same message of another host is the same text. */
    static String ofAnyHost(String text, HostPlan host) {
        var name = host.name().value();
        var address = host.host().address() + ":" + host.host().ssh().port();
        return text.replaceFirst("^" + Pattern.quote(name) + "(:| is| was)? ", "")
                .replace(address, "it")
                .replaceAll(WEB_PORT, "$1")
                .replaceAll("\\b" + Pattern.quote(name) + "\\b", "it");
    }

    static String hosts(int count) {
        return count == 1 ? "1 host" : count + " hosts";
    }
}
