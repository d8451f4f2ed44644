package dev.sluice.daemon;

import dev.sluice.daemon.DaemonSpec.Http;
import dev.sluice.daemon.DaemonSpec.PeopleSpec;
import dev.sluice.document.IpAddress;
import dev.sluice.document.Section;
import dev.sluice.operation.Approver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what of {@code sluice.yml} is about HTTP. */
public final class HttpReader {
    private static final String PROXY =
            "must be a loopback address: HTTP is not encrypted; put a reverse proxy with TLS"
                    + " before it, or an SSH tunnel";

    private static final Set<String> TAKEN = Set.of(
            "authorization",
            "connection",
            "cookie",
            "host",
            "origin",
            "x-csrf-token",
            "x-forwarded-proto",
            "x-sluice-proxy");

    private HttpReader() {}

    static Optional<Http> read(Section root) {
        if (!root.has("listen")) {
            List.of("artifacts", "people", "trusted_proxies", "approver").stream()
                    .filter(root::has)
                    .forEach(key -> root.keyProblem(key, "belongs to listen, which is missing"));
            return Optional.empty();
        }
        var people = root.value("people").section().flatMap(section -> people(root, section));
        if (people.isEmpty() && root.has("trusted_proxies") && !root.has("people")) {
            root.keyProblem("trusted_proxies", "belongs to people, which is missing");
        }
        return root.parsed("listen", HttpReader::address)
                .map(address -> new Http(
                        address,
                        root.texts("artifacts").stream()
                                .map(text -> Path.of(root.document().resolve(text)))
                                .toList(),
                        people,
                        root.choice("approver", Approver.ANYBODY)));
    }

    /**
     * Reads an address such as {@code 127.0.0.1:8420}.
     *
     * @throws IllegalArgumentException when it is none of this machine alone; the message is for people, and follows the text
     */
    public static InetSocketAddress address(String text) {
        var uri = URI.create("tcp://" + text);
        if (uri.getHost() == null || uri.getPort() < 0 || uri.getPort() > 0xFFFF) {
            throw new IllegalArgumentException("must be an address and a port, such as 127.0.0.1:8420");
        }
        try {
            var address = InetAddress.getByName(uri.getHost());
            if (!address.isLoopbackAddress()) {
                throw new IllegalArgumentException(PROXY);
            }
            return new InetSocketAddress(address, uri.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("is not known: " + e.getMessage(), e);
        }
    }

    private static Optional<PeopleSpec> people(Section root, Section section) {
        var proxies = proxies(root);
        if (!root.has("trusted_proxies")) {
            root.missing(
                    "trusted_proxies is missing, which people need: the addresses from which their proxies connect",
                    "trusted_proxies");
        }
        var secret = section.secret("secret");
        return section.parsed("header", HttpReader::header)
                .flatMap(header -> secret.map(some -> new PeopleSpec(header, some, proxies, scopes(section))));
    }

    private static Set<String> proxies(Section root) {
        var proxies = new HashSet<String>();
        for (var item : root.value("trusted_proxies").items()) {
            item.parsed(text -> IpAddress.normalize(text)
                            .orElseThrow(() -> new IllegalArgumentException("must be an IP address")))
                    .ifPresent(proxies::add);
        }
        return proxies;
    }

    /** The name of a person must not be read from what has another meaning, such as the secret of the proxy. */
    private static String header(String name) {
        if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("has another meaning in a request; take one such as X-Forwarded-User");
        }
        return name;
    }

    private static Map<String, Set<String>> scopes(Section section) {
        var scopes = new HashMap<String, Set<String>>();
        var all = section.section("scopes");
        all.keys().forEach(name -> scopes.put(name, Set.copyOf(all.texts(name))));
        return scopes;
    }
}
