package dev.sluice.it.artifacts;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Balancer;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.traffic.Browsing;
import dev.sluice.it.traffic.Browsing.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A page of one host names a file that another host is asked for, while the two serve different releases. */
@Tag("everything")
@Execution(ExecutionMode.CONCURRENT)
class MixedAssetsTest {
    private static final String SLOWLY = "batches: [1], min_available: 0%, soak: 1s, on_failure: revert_all";

    private static Path build(Operator operator, SampleSite site) throws IOException {
        Path build = operator.build(site);
        Path file = build.resolve("public/build/app." + site.label() + ".css");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "body { --release: \"" + site.label() + "\" }\n");
        return build;
    }

    private static Ended release(Operator operator, SampleSite site) throws IOException {
        return operator.run(
                "release", "--artifact", build(operator, site).toString(), "--release", site.label(), "--yes");
    }

    /** A rollout, and one that is taken back, with people looking. */
    @SuppressWarnings("try") // the views are asked for when nobody looks any more
    private static List<View> watched(RealFleet fleet, String settings, Path directory) throws IOException {
        var playbook = PlaybookText.simple().strategy(SLOWLY).release(settings);
        var operator = Operator.of(fleet, playbook, directory);
        try (var balancer = Balancer.before(fleet)) {
            ends(0, release(operator, site("v2")));
            try (var browsing = Browsing.start(balancer.web(), Balancer.SERVED_BY, 2)) {
                browsing.awaitMore(20);
                ends(0, release(operator, site("v3")));
                browsing.awaitMore(20);
                ends(5, release(operator, site("v4").broken()));
                browsing.awaitMore(20);
                browsing.close();
                return browsing.views();
            }
        }
    }

    private static SampleSite site(String label) {
        return SampleSite.of(label).resolvingItsRootOnce();
    }

    private static RealFleet fleet() {
        return RealFleet.of(2)
                .vhost("location /build/ { try_files $uri =404; }")
                .start();
    }

    @Test
    void no_page_misses_its_file_during_batches_and_a_revert(@TempDir Path directory) throws IOException {
        try (var fleet = fleet()) {
            fleet.makeSiteByHand(site("v1"));
            var views = watched(fleet, "docroot: public, assets: { directories: [public/build], keep: 2 }", directory);
            tell("with assets", views);
            assertEquals(List.of(), views.stream().filter(View::broken).toList());
            Set<String> crossed = new HashSet<>();
            views.stream()
                    .filter(view -> !view.pageHost().equals(view.fileHost()))
                    .forEach(view -> crossed.add(view.release() + " " + view.pageHost() + "-" + view.fileHost()));
            for (var release : List.of("v2", "v3")) {
                assertTrue(crossed.contains(release + " web01-web02"), crossed::toString);
                assertTrue(crossed.contains(release + " web02-web01"), crossed::toString);
            }
        }
    }

    @Test
    void without_the_key_pages_miss_their_files(@TempDir Path directory) throws IOException {
        try (var fleet = fleet()) {
            fleet.makeSiteByHand(site("v1"));
            var views = watched(fleet, "docroot: public", directory);
            tell("without", views);
            assertTrue(views.stream().anyMatch(view -> view.status() == 404), "no file was missed");
        }
    }

    private static void tell(String what, List<View> views) {
        System.out.printf(
                "assets, %s: %d pages by release %s, %d from two hosts, %d files missed%n",
                what,
                views.size(),
                views.stream()
                        .collect(Collectors.groupingBy(View::release, java.util.TreeMap::new, Collectors.counting())),
                views.stream()
                        .filter(view -> !view.pageHost().equals(view.fileHost()))
                        .count(),
                views.stream().filter(View::broken).count());
    }
}
