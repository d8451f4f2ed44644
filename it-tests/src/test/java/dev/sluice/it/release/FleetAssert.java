package dev.sluice.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.demo.EmbeddedHost;
import dev.sluice.it.fleet.RealFleet;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Asserts what all hosts of a fleet serve. */
public final class FleetAssert {
    private FleetAssert() {}

    /** Every host is on the release in every respect. */
    public static void everywhere(RealFleet fleet, String release) {
        everywhere(fleet, SeenHost.on(release));
    }

    /** Every host is as expected; of a host without a web server that is only its link. */
    public static void everywhere(RealFleet fleet, SeenHost expected) {
        everywhere(fleet, expected, () -> "");
    }

    /** @param message what a failure shows besides the hosts, such as the output of the last command */
    public static void everywhere(RealFleet fleet, SeenHost expected, Supplier<String> message) {
        assertEquals(SeenHost.all(fleet, expected), SeenHost.all(fleet), message);
        fleet.workerHosts()
                .forEach(host ->
                        assertEquals(expected.current(), host.site().current(), () -> host.name() + message.get()));
    }

    /** The link of every host names the release. */
    public static void everywhere(EmbeddedFleet fleet, String release) {
        assertEquals(Collections.nCopies(fleet.hosts().size(), release), live(fleet));
    }

    /** The releases that the links of the hosts name, in the order of the hosts. */
    public static List<String> live(EmbeddedFleet fleet) {
        return fleet.hosts().stream().map(EmbeddedHost::live).toList();
    }
}
