package dev.sluice.it.maven;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that releases to two hosts with OpenSSH, nginx and PHP-FPM. */
@Tag("everything")
class MavenOnRealServersTest {
    @Test
    void a_build_releases_promotes_and_rolls_back(@TempDir Path directory) throws Exception {
        try (var fleet = RealFleet.start(2)) {
            FreshSite.make(fleet, SampleSite.of("v1"));
            var held = PlaybookText.simple()
                    .strategy("batches: [{ size: 1, hold: true }, 75%], min_available: 25%, soak: 0s");
            var operator = Operator.of(fleet, held, directory);
            var repository = PluginRepository.in(Files.createDirectories(directory.resolve("maven")));
            var build = new MavenBuild(repository, directory, Map.of());
            var state = "-Dsluice.state=" + operator.state();
            var artifact = "-Dsluice.artifact=" + operator.build(SampleSite.of("v2"));

            ends(0, build.run(repository.goal("release"), state, artifact, "-Dsluice.release=v2"))
                    .shows("held for promotion");
            ends(0, build.run(repository.goal("promote"), state)).shows("BUILD SUCCESS");
            everywhere(fleet, "v2");
            ends(0, build.run(repository.goal("status"), state)).shows("BUILD SUCCESS");
            ends(0, build.run(repository.goal("rollback"), state)).shows("BUILD SUCCESS");
            everywhere(fleet, "v1");
        }
    }
}
