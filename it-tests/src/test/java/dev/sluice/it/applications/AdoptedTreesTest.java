package dev.sluice.it.applications;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Live sites of other release tools, in the layouts that their documentation describes, taken over while they serve. */
@Execution(ExecutionMode.CONCURRENT)
class AdoptedTreesTest {
    private static final String SHARED = "docroot: public, shared: { directories: [storage], files: [.env] }";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    /** What a tool leaves beside and in its releases. */
    enum Tool {
        /** Version 7: numbers, relative links, its own directory. */
        DEPLOYER("7", "releases/7") {
            @Override
            void addTo(Path site, Path live) throws IOException {
                share(site.resolve("shared"), live, "../../shared");
                Files.createDirectories(site.resolve(".dep"));
                Files.writeString(site.resolve(".dep/latest_release"), "7\n");
                Files.writeString(
                        site.resolve(".dep/releases_log"),
                        "{\"created_at\":\"2026-11-01T12:00:00+0000\",\"release_name\":\"7\",\"user\":\"bert\"}\n");
                // What an interrupted deployment leaves.
                Files.createDirectories(site.resolve("releases/8"));
                Files.createSymbolicLink(site.resolve("release"), Path.of("releases/8"));
            }
        },
        /** Version 3: times, absolute links, a bare repository, a log. */
        CAPISTRANO("20261101120000", "/releases/20261101120000") {
            @Override
            void addTo(Path site, Path live) throws IOException {
                share(site.resolve("shared"), live, site + "/shared");
                Files.writeString(live.resolve("REVISION"), "3b1c9d0\n");
                Files.createDirectories(site.resolve("repo/objects"));
                Files.writeString(site.resolve("revisions.log"), "Branch main (at 3b1c9d0) deployed by bert\n");
            }
        },
        /** Times, absolute links, what survives beside the releases instead of in {@code shared}. */
        ENVOYER("20261101120001", "/releases/20261101120001") {
            @Override
            void addTo(Path site, Path live) throws IOException {
                share(site, live, site.toString());
            }
        };

        private final String release;
        private final String link;

        Tool(String release, String link) {
            this.release = release;
            this.link = link;
        }

        abstract void addTo(Path site, Path live) throws IOException;

        private static void share(Path shared, Path live, String from) throws IOException {
            Files.createDirectories(shared.resolve("storage"));
            Files.writeString(shared.resolve("storage/upload.txt"), "of a visitor");
            Files.writeString(shared.resolve(".env"), "APP_ENV=prod\n");
            Files.createSymbolicLink(live.resolve("storage"), Path.of(from, "storage"));
            Files.createSymbolicLink(live.resolve(".env"), Path.of(from, ".env"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("everything")
    void a_site_of_another_tool_is_adopted_released_and_rolled_back(Tool tool) throws IOException {
        try (var fleet = RealFleet.start(1)) {
            var site = fleet.host(1).sitePath();
            var old = SampleSite.of(tool.release);
            fleet.host(1).site().add(SampleSite.of("older"));
            fleet.host(1).site().make(old);
            tool.addTo(site, site.resolve("releases").resolve(tool.release));
            Files.delete(site.resolve("current"));
            Files.createSymbolicLink(
                    site.resolve("current"), Path.of(tool.link.startsWith("/") ? site + tool.link : tool.link));
            var operator = Operator.of(fleet, PlaybookText.simple().release(SHARED), directory);

            if (tool == Tool.ENVOYER) {
                ends(
                                4,
                                operator.run(
                                        "plan",
                                        "--artifact",
                                        operator.build(SampleSite.of("new")).toString()))
                        .shows("shared files are missing: .env")
                        .shows("put them into " + site + "/shared/");
                moveToShared(site);
            }
            ends(0, operator.run("adopt", "--yes"));
            ends(0, operator.run("doctor"));
            ends(0, operator.release(SampleSite.of("new"))).shows("proved 4/4 workers");
            assertEquals(SeenHost.on("new"), SeenHost.of(fleet.host(1)));
            assertEquals("of a visitor", Files.readString(site.resolve("current/storage/upload.txt")));
            ends(0, operator.run("rollback", "--yes")).shows(tool.release);
            assertEquals(SeenHost.on(tool.release), SeenHost.of(fleet.host(1)));
            assertEquals("APP_ENV=prod\n", Files.readString(site.resolve("current/.env")));
            ends(0, operator.run("prune", "--yes"));
            assertTrue(Files.exists(site.resolve("releases").resolve(tool.release)));
        }
    }

    /** The live release goes on finding them where they were. */
    private static void moveToShared(Path site) throws IOException {
        var shared = Files.createDirectories(site.resolve("shared"));
        for (var name : List.of("storage", ".env")) {
            Files.move(site.resolve(name), shared.resolve(name));
            Files.createSymbolicLink(site.resolve(name), Path.of("shared", name));
        }
    }
}
