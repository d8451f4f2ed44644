package dev.sluice.it.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fleet's directory below the system's temporary one, with what its hosts share: programs, account, the client's key.
 *
 * @param root without symbolic links, as PHP will see it
 */
record FleetDirectory(Path root, RequiredPrograms programs, Account account) {
    static FleetDirectory make(RequiredPrograms programs) {
        try {
            Path root = Files.createTempDirectory("sluice-fleet-").toRealPath();
            // The web server's user has to get through, whatever the umask.
            HostDirectory.makeDirectory(root, "rwxr-xr-x");
            return new FleetDirectory(root, programs, Account.current());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for a fleet", e);
        }
    }

    /** Made where it is not there yet, which takes minutes. */
    HostSystem system(Suite suite) {
        if (suite == Suite.MACHINE) {
            return HostSystem.ofTheMachine(programs);
        }
        SuiteTree tree = SuiteTree.of(suite);
        Debootstrap.ensure(tree, account);
        // The whole temporary directory: tests and their tasks on hosts meet in files there.
        return HostSystem.in(tree, root.resolve("..").normalize());
    }

    HostDirectory host(String name) {
        return new HostDirectory(root.resolve(name));
    }

    Path clientKey() {
        return root.resolve("id_ed25519");
    }

    Path authorizedKeys() {
        return root.resolve("id_ed25519.pub");
    }

    Path knownHosts() {
        return root.resolve("known_hosts");
    }

    void makeClientKey() {
        String keygen = programs.program("ssh-keygen").toString();
        Command.run(List.of(
                keygen,
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-C",
                "fleet",
                "-f",
                clientKey().toString()));
    }

    void delete() {
        try {
            if (Files.exists(root)) {
                Files.walkFileTree(root, new Deletion());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the fleet's directory " + root, e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        /** Also what a test made unwritable. */
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            HostDirectory.makeDirectory(directory, "rwx------");
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
