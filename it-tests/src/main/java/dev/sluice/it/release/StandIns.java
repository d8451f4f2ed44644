package dev.sluice.it.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Programs that hosts of a site have and a machine for tests has not: php with a framework's command, sudo, systemctl, and what takes a host from
 * a balancer. Each only notes its call.
 *
 * @param directory made by {@link #in}
 */
public record StandIns(Path directory) {
    private static final String NOTE = """
            #!/bin/sh
            printf '%%s %%s%%s\\n' "${SLUICE_HOST:-?}" "%s $*" "${DB_PASSWORD:+ with password}" >>"%s"
            """;

    /** @param directory an empty one */
    public static StandIns in(Path directory) {
        try {
            Files.createDirectories(directory);
            // Who logs in may be another user than the one that the web server has.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
        var standIns = new StandIns(directory);
        for (var name : List.of("php", "systemctl", "drain", "undrain")) {
            standIns.program(name, NOTE.formatted(name, standIns.notes()));
        }
        standIns.program("sudo", """
                #!/bin/sh
                while [ $# -gt 0 ]; do
                    case $1 in
                        -u) shift 2 ;;
                        --) shift && break ;;
                        -*) shift ;;
                        *) break ;;
                    esac
                done
                program=%s/${1##*/}
                shift
                exec "$program" "$@"
                """.formatted(directory));
        return standIns;
    }

    /** A program that notes its call, for the coordinator's machine. */
    public void programIn(Path other, String name) {
        new StandIns(other).program(name, NOTE.formatted(name, notes()));
    }

    private void program(String name, String text) {
        try {
            var file = Files.writeString(directory.resolve(name), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the stand-in " + name, e);
        }
    }

    private Path notes() {
        return directory.resolve("calls");
    }

    /** The calls so far that contain a text, as {@code <host> <program> <arguments>}, in their order. */
    public List<String> calls(String text) {
        try {
            return Files.exists(notes())
                    ? Files.readAllLines(notes()).stream()
                            .filter(call -> call.contains(text))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + notes(), e);
        }
    }

    /** Forgets all calls. */
    public void forget() {
        try {
            Files.deleteIfExists(notes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + notes(), e);
        }
    }

    /** Deletes all of them, and their notes. */
    public void delete() {
        try (Stream<Path> files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
