package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import dev.sluice.it.release.StopPoint;
import java.io.IOException;
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
    private PaperSite site;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

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
        site = PaperSite.start(
                2, directory, playbook -> playbook.replace("[1, 34%, 50%]", "[{ size: 1, soak: 1s }, 1]"));
        operator = site.operator();
    }

    @AfterEach
    void close() {
        site.close();
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
        new StopPoint(place.place, place.type, 1).kill(operator, site.release("2"));

        ends(0, operator.run(place.command, "--yes"));

        everywhere(site.fleet(), place.release);
    }

    @Test
    void a_rollback_that_is_killed_as_well_is_gone_on_with() {
        new StopPoint("after-record", "GateOpened", 1).kill(operator, site.release("2"));
        assertEquals(List.of("2", "1"), site.live());
        new StopPoint("after-record", "HostReverting", 1).kill(operator, "rollback", "--yes");

        ends(0, operator.run("rollback", "--yes"));

        everywhere(site.fleet(), "1");
    }

    /** The tokens of the leases that it took meanwhile are in no record: the next one knows them again by the coordinator that took them. */
    @Test
    @Tag("everything")
    void a_rollback_that_is_killed_while_it_takes_the_leases_again_is_continued_at_once() {
        new StopPoint("after-record", "GateOpened", 1).kill(operator, site.release("2"));
        new StopPoint("after-record", "HostLocked", 1).kill(operator, "rollback", "--yes");
        new StopPoint("before-record", "HostLocked", 1).kill(operator, "rollback", "--yes");

        ends(0, operator.run("rollback", "--yes"));

        everywhere(site.fleet(), "1");
    }
}
