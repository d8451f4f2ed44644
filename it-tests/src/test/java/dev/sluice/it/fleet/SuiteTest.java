package dev.sluice.it.fleet;

import static dev.sluice.it.fleet.Suite.MACHINE;
import static dev.sluice.it.fleet.Suite.TRIXIE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.FleetOptions.HostAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
    @Test
    void a_suite_is_named_as_debian_names_it() {
        assertEquals(TRIXIE, Suite.named("trixie"));
        assertEquals(MACHINE, Suite.named("machine"));
        var failure = assertThrows(IllegalArgumentException.class, () -> Suite.named("Trixie"));
        assertEquals("sluice.it.suite is one of machine, trixie, not 'Trixie'", failure.getMessage());
    }

    @Test
    void the_first_hosts_have_the_suites_that_were_chosen_and_the_others_that_of_the_tests() {
        var other = Suite.ofTheTests();
        var fleet = RealFleet.of(3).suites(TRIXIE, MACHINE).workerHosts(1).workers(2);
        assertEquals(
                List.of(TRIXIE, MACHINE, other, other),
                fleet.addresses().stream().map(HostAddress::suite).toList());
    }

    @Test
    void more_suites_than_hosts_are_refused() {
        var fleet = RealFleet.of(1);
        assertThrows(IllegalArgumentException.class, () -> fleet.suites(MACHINE, TRIXIE));
    }

    @Test
    void a_tree_is_where_the_user_keeps_caches_unless_another_place_is_chosen() {
        assertEquals(Path.of("/home/u/.cache/sluice-it"), SuiteTree.directory("", "", "/home/u"));
        assertEquals(Path.of("/var/u/sluice-it"), SuiteTree.directory("", "/var/u", "/home/u"));
        assertEquals(Path.of("/home/u/.cache/sluice-it"), SuiteTree.directory("", "relative", "/home/u"));
        assertEquals(Path.of("/srv/trees"), SuiteTree.directory("/srv/trees", "/var/u", "/home/u"));
    }

    @Test
    void a_server_of_the_machine_is_started_as_it_is_and_one_of_a_tree_by_its_path_inside(@TempDir Path root)
            throws IOException {
        var programs = Files.createDirectories(root.resolve("usr/sbin"));
        assertTrue(Files.createFile(programs.resolve("sshd")).toFile().setExecutable(true));
        var tree = HostSystem.in(new SuiteTree("trixie", root), Path.of("/tmp"));
        assertEquals("/usr/sbin/sshd", tree.program("sshd"));
        assertEquals(Path.of("/usr/lib/apache2/modules"), tree.apacheModules());
        var started = tree.starting(List.of("/usr/sbin/sshd", "-D"));
        assertEquals("unshare", started.get(0));
        assertEquals(
                List.of("enter-tree", root.toString(), "/tmp", "/usr/sbin/sshd", "-D"),
                started.subList(started.size() - 5, started.size()));
        var machine = HostSystem.ofTheMachine(new RequiredPrograms(List.of(programs)));
        assertEquals(List.of("x"), machine.starting(List.of("x")));
        assertEquals(programs.resolve("sshd").toString(), machine.program("sshd"));
    }

    @Test
    void the_scripts_of_trees_are_clean_for_shellcheck(@TempDir Path directory) throws IOException {
        for (var name : List.of("make-tree.sh", "enter-tree.sh")) {
            var file = Files.writeString(directory.resolve(name), Resources.text(name), StandardCharsets.UTF_8);
            assertEquals("", Command.run(List.of("shellcheck", file.toString())));
        }
    }
}
