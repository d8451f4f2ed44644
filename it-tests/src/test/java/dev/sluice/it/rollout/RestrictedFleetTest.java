package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.demo.Fault;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freezes, and hosts that are out by name. */
class RestrictedFleetTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private PaperSite site;

    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @BeforeEach
    void start() throws IOException {
        site = PaperSite.start(3, directory, playbook -> playbook.replace("soak: 1s", "soak: 0s"));
        operator = site.operator();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String result() throws IOException {
        return Files.readString(directory.resolve("out").resolve("result.json"));
    }

    @Test
    void a_host_that_is_out_is_named_everywhere_and_converged_before_it_returns() throws IOException {
        ends(0, operator.run(site.release("2")));
        ends(2, operator.run("hosts", "disable", "web09", "--reason", "new disk"))
                .shows("web09");
        ends(2, operator.run("hosts", "disable", "web02", "--reason", "x", "--until", "yesterday"));
        ends(0, operator.run("hosts", "disable", "web02", "--reason", "new disk", "--until", "2d"))
                .shows("kept  by 3 hosts");
        site.fleet().host("web02").inject(Fault.UNREACHABLE);

        ends(0, operator.run("hosts")).shows("web02  disabled: new disk, until 20");
        ends(0, operator.run("plan", "--artifact", site.build(), "--release", "3"))
                .shows("left out web02  disabled: new");
        var out = directory.resolve("out").toString();
        ends(0, operator.run(site.release("3", "--output-dir", out)))
                .shows("done: 2 hosts serve 3, 1 host was left out")
                .shows("left  web02: disabled: new disk");
        assertTrue(result().contains("\"outcome\" : \"done\"") && result().contains("\"disabled\" : true"), result());
        ends(0, operator.run("status")).shows("left  web02: disabled");
        assertEquals(List.of("3", "2", "3"), site.live());

        ends(0, operator.run("rollback", "--yes"));
        assertEquals(List.of("2", "2", "2"), site.live());
        var agent = operator.onMachine("b");
        ends(0, agent.run(site.release("4"))).shows("left  web02: disabled");
        site.fleet().host("web02").heal(Fault.UNREACHABLE);
        ends(0, agent.run("converge", "--artifact", site.build(), "--yes")).shows("nothing to do");
        ends(4, agent.run("hosts", "enable", "web02")).shows("sluice converge --limit web02");
        ends(0, agent.run("converge", "--limit", "web02", "--artifact", site.build(), "--yes"));
        ends(0, agent.run("hosts", "enable", "web02"));
        everywhere(site.fleet(), "4");
        ends(2, operator.run("hosts", "enable", "web02")).shows("is not disabled");
    }

    @Test
    void a_frozen_fleet_begins_nothing_on_any_machine_and_lets_a_rollback_through() throws IOException {
        ends(0, operator.run(site.release("2")));
        ends(8, operator.run("release", "--artifact", site.build(), "--release", "3", "--until", "1", "--yes"));
        ends(0, operator.run("freeze", "--message", "database moves", "--until", "4h"))
                .shows("kept  by 3 hosts");

        ends(14, operator.run("promote", "--yes")).shows("database moves").shows("sluice unfreeze");
        ends(0, operator.run("abort", "--revert", "--yes"));
        everywhere(site.fleet(), "2");
        ends(14, operator.run(site.release("4")));
        ends(14, operator.onMachine("b").run(site.release("4"))).shows("database moves");
        ends(14, operator.run("converge", "--yes"));
        ends(0, operator.run("rollback", "--yes"));
        everywhere(site.fleet(), "1");

        ends(0, operator.onMachine("b").run("unfreeze"));
        ends(2, operator.run("unfreeze")).shows("is not frozen");
        ends(0, operator.run(site.release("4")));
        everywhere(site.fleet(), "4");
    }
}
