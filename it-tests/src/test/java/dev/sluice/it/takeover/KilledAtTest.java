package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static dev.sluice.it.release.FleetAssert.live;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.StopPoint;
import dev.sluice.paper.PaperHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A coordinator that SIGKILL ends at a place that matters, and the command that brings the hosts to one release. The series is {@link KilledCoordinatorsTest}. */
@Execution(ExecutionMode.CONCURRENT)
class KilledAtTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @SuppressWarnings("NullAway.Init")
    private String[] release;

    /** The place, the command that follows, and the release that every host has then. */
    enum Place {
        BEGUN("after-record", "RolloutStarted", "rollback", "1"),
        SWITCH_ANNOUNCED("after-record", "HostSwitching", "resume", "2"),
        SWITCHED_AND_NOT_RECORDED("after-effect", "switchLink", "rollback", "1"),
        SWITCHED_AND_NOT_PROVED("after-record", "HostSwitched", "resume", "2"),
        PROVED_AND_NOT_RECORDED("after-effect", "prove", "rollback", "1"),
        SOAKING("after-record", "SoakStarted", "resume", "2"),
        GATE_OPEN("after-record", "GateOpened", "rollback", "1");

        private final String place;
        private final String type;
        private final String command;
        private final String release;

        Place(String place, String type, String command, String release) {
            this.place = place;
            this.type = type;
            this.command = command;
            this.release = release;
        }
    }

    @BeforeEach
    void start() throws IOException {
        fleet = EmbeddedFleet.builder()
                .hosts(2)
                .commands(new PaperHosts())
                .directory(directory.resolve("fleet"))
                .start();
        var site = DemoSite.on(fleet);
        var playbook = Files.readString(site.playbookFile()).replace("[1, 34%, 50%]", "[{ size: 1, soak: 1s }, 1]");
        operator = Operator.of(Files.readString(site.inventoryFile()), playbook, directory);
        release = new String[] {"release", "--artifact", site.goodArtifact().toString(), "--release", "2", "--yes"};
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BEGUN", "PROVED_AND_NOT_RECORDED", "SOAKING"})
    void whoever_takes_it_over_brings_every_host_to_one_release(Place place) {
        takesOver(place);
    }

    @ParameterizedTest
    @Tag("everything")
    @EnumSource(names = {"BEGUN", "PROVED_AND_NOT_RECORDED", "SOAKING"})
    void so_it_is_at_the_places_where_less_has_happened_or_more_is_recorded(Place place) {
        takesOver(place);
    }

    private void takesOver(Place place) {
        new StopPoint(place.place, place.type, 1).kill(operator, release);

        ends(0, operator.run(place.command, "--yes"));

        everywhere(fleet, place.release);
    }

    @Test
    void a_rollback_that_is_killed_as_well_is_gone_on_with() {
        new StopPoint("after-record", "GateOpened", 1).kill(operator, release);
        assertEquals(List.of("2", "1"), live(fleet));
        new StopPoint("after-record", "HostReverting", 1).kill(operator, "rollback", "--yes");

        ends(0, operator.run("rollback", "--yes"));

        everywhere(fleet, "1");
    }

    /** The tokens of the leases that it took meanwhile are in no record: the next one knows them again by the coordinator that took them. */
    @Test
    @Tag("everything")
    void a_rollback_that_is_killed_while_it_takes_the_leases_again_is_continued_at_once() {
        new StopPoint("after-record", "GateOpened", 1).kill(operator, release);
        new StopPoint("after-record", "HostLocked", 1).kill(operator, "rollback", "--yes");
        new StopPoint("before-record", "HostLocked", 1).kill(operator, "rollback", "--yes");

        ends(0, operator.run("rollback", "--yes"));

        everywhere(fleet, "1");
    }
}
