package dev.sluice.daemon;

import dev.sluice.daemon.DaemonSpec.Http;
import dev.sluice.daemon.DaemonSpec.PeopleSpec;
import dev.sluice.document.Section;
import dev.sluice.operation.Approver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what of {@code sluice.yml} is about HTTP. */
public final class HttpReader {
    private static final String PROXY =
            "must be a loopback address: HTTP is not encrypted; put a reverse proxy with TLS"
                    + " before it, or an SSH tunnel";

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
        var proxies = Set.copyOf(root.texts("trusted_proxies"));
        if (proxies.isEmpty()) {
            root.missing("is needed with people: the addresses from which their proxies connect", "trusted_proxies");
        }
        var secret = section.secret("secret").map(section.document()::locate);
        return section.text("header")
                .flatMap(header -> secret.map(some -> new PeopleSpec(header, some, proxies, scopes(section))));
    }

    private static Map<String, Set<String>> scopes(Section section) {
        var scopes = new HashMap<String, Set<String>>();
        var all = section.section("scopes");
        all.keys().forEach(name -> scopes.put(name, Set.copyOf(all.texts(name))));
        return scopes;
    }
}
