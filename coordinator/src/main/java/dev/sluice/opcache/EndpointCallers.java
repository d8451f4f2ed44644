package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointTrust;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.Via;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The addresses from which a host's endpoint is called. */
public final class EndpointCallers {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private EndpointCallers() {}

    /**
     * Through its session a host calls itself: from loopback, or from the address that is called. Where only the name service knows that address, or
     * the coordinator connects directly through other machines, it is not known beforehand.
     */
    public static List<String> of(Host host) {
        var asked = Optional.ofNullable(URI.create(host.web().url()).getHost())
                .map(name -> name.replaceAll("^\\[|]$", "")) // an IPv6 address is written in brackets there
                .orElse("localhost");
        if (host.web().via() == Via.DIRECT) {
            return List.of(EndpointTrust.ANY);
        }
        if (asked.equals("localhost")) {
            return EndpointTrust.LOOPBACK;
        }
        return ADDRESS.matcher(asked).matches()
                ? Stream.concat(EndpointTrust.LOOPBACK.stream(), Stream.of(asked))
                        .distinct()
                        .toList()
                : List.of(EndpointTrust.ANY);
    }
}
