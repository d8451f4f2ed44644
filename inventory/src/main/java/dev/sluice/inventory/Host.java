package dev.sluice.inventory;

import dev.sluice.document.InOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One host with everything that applies to it: its own settings over those of its group over the defaults, placeholders
 * replaced.
 *
 * @param address what to connect to; the name unless the file sets another
 * @param groups the names of all its groups, first the one of its entry
 * @param labels its own over those of its groups
 * @param path the absolute directory on the host that holds {@code current} and {@code releases}
 * @param logs the site's log files on the host, absolute or relative to {@code path}; empty where the file does not have the setting
 */
public record Host(
        HostName name,
        String address,
        List<String> groups,
        Map<String, String> labels,
        String path,
        SshSettings ssh,
        WebSettings web,
        Optional<List<String>> logs) {
    private static final Pattern PLAIN = Pattern.compile("http://(\\[[0-9A-Fa-f:]+]|[A-Za-z0-9_.-]+)(?::[0-9]+)?/?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.[0-9]{1,3}){3}");

    public Host {
        groups = List.copyOf(groups);
        labels = InOrder.copyOf(labels);
        logs = logs.map(List::copyOf);
    }

    /** A host whose logs are not named. */
    public Host(
            HostName name,
            String address,
            List<String> groups,
            Map<String, String> labels,
            String path,
            SshSettings ssh,
            WebSettings web) {
        this(name, address, groups, labels, path, ssh, web, Optional.empty());
    }

    /** What protects a secret in a request to the site on this host. */
    public SecretRoute secretRoute() {
        if (web.url().startsWith("https://")) {
            return SecretRoute.PROTECTED;
        }
        if (web.via() == Via.DIRECT) {
            return SecretRoute.PLAIN_FROM_COORDINATOR;
        }
        var url = PLAIN.matcher(web.url());
        return url.matches() && isItself(url.group(1)) ? SecretRoute.PROTECTED : SecretRoute.PLAIN_FROM_HOST;
    }

    private boolean isItself(String target) {
        return LOOPBACK.matcher(target).matches()
                || target.equalsIgnoreCase(address)
                || target.equalsIgnoreCase("[" + address + "]")
                || target.equalsIgnoreCase(name.value());
    }
}
