package dev.sluice.it.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operating system that a host's servers run on: the machine's own, or another one inside of a directory.
 *
 * @param programs by their paths as the tests see them
 * @param root the directory that is the servers' root
 * @param entrance what stands before a server's command, so that it is started there
 */
record HostSystem(RequiredPrograms programs, Path root, List<String> entrance) {
    HostSystem {
        entrance = List.copyOf(entrance);
    }

    static HostSystem ofTheMachine(RequiredPrograms programs) {
        return new HostSystem(programs, Path.of("/"), List.of());
    }

    /** @param shared the directory that is the same inside and outside */
    static HostSystem in(SuiteTree tree, Path shared) {
        return new HostSystem(tree.programs(), tree.root(), tree.entrance(shared));
    }

    /** Where a program is for a server of this system. */
    String program(String name) {
        return inside(programs.program(name)).toString();
    }

    /** Where Apache's modules are, for Apache. */
    Path apacheModules() {
        return inside(programs.apacheModules());
    }

    /** Apache's module that runs PHP, for Apache. */
    Path apachePhp() {
        return inside(programs.apachePhp());
    }

    private Path inside(Path file) {
        return Path.of("/").resolve(root.relativize(file));
    }

    /** How the tests start a server. */
    List<String> starting(List<String> command) {
        return Stream.concat(entrance.stream(), command.stream()).toList();
    }
}
