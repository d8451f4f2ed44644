package dev.sluice.it.release;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Makes a used fleet one that no product has been on: no file of a site, no memory in PHP. */
public final class FreshSite {
    private FreshSite() {}

    /** Every host serves the release, warm, as if made by hand. */
    public static void make(RealFleet fleet, SampleSite release) {
        fleet.hosts().forEach(FreshSite::clear);
        fleet.workerHosts().forEach(host -> empty(host.sitePath()));
        fleet.makeSiteByHand(release);
    }

    private static void clear(RealHost host) {
        host.fpm().signalAll(Signal.KILL);
        empty(host.sitePath());
        host.fpm().start();
    }

    /** A task of the test before may still be writing there: its files come and go until it has ended. */
    private static void empty(Path directory) {
        Awaitility.await("nothing in " + directory)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    below(directory).forEach(FreshSite::delete);
                    return below(directory).isEmpty();
                });
    }

    /** What is in a directory, the deepest first. */
    private static List<Path> below(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !path.equals(directory))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
