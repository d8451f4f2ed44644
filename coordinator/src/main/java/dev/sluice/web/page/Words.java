package dev.sluice.web.page;

import dev.sluice.document.HarmlessText;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.ReleaseId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts that several screens need. */
final class Words {
    private static final int MOST = 300;
    private static final int MOST_NAMES = 3;
    private static final int MOST_RELEASE = 24;
    private static final Pattern BY_TIME = Pattern.compile("[0-9]{4}([0-9]{4})-[0-9]{6}-([0-9a-f]{4})[0-9a-f]{3}");

    private Words() {}

    /** Text of hosts, tools or people as one line of limited length. */
    static String harmless(String text) {
        return HarmlessText.line(text, MOST);
    }

    /** A release as people name it: {@code 1126-9f3c} for {@code 20261126-223000-9f3c1ab}; others as they are, shortened. */
    static String release(ReleaseId id) {
        var byTime = BY_TIME.matcher(id.value());
        return byTime.matches() ? byTime.group(1) + "-" + byTime.group(2) : HarmlessText.line(id.value(), MOST_RELEASE);
    }

    /** Several, each once. */
    static String releases(Collection<ReleaseId> ids) {
        return ids.stream().map(Words::release).distinct().collect(Collectors.joining(", "));
    }

    /** Such as {@code 1 host} or {@code 60 hosts}. */
    static String hosts(int count) {
        return count(count, "host");
    }

    static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** At most three names, and the number of the others. */
    static String names(List<HostName> hosts) {
        var named = hosts.stream().limit(MOST_NAMES).map(HostName::value).collect(Collectors.joining(", "));
        return hosts.size() <= MOST_NAMES ? named : named + " and " + (hosts.size() - MOST_NAMES) + " more";
    }

    /** A constant as people read it, such as {@code left out}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The same with a capital. */
    static String title(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
