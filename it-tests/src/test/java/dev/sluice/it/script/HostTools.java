package dev.sluice.it.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The programs that scripts find on a host: this machine's own, some of them replaced and some left out.
 *
 * @param texts shell text that runs in place of a program; {@code @real} in it is the program that it replaces
 */
record HostTools(Path directory, Map<String, String> texts, Set<String> missing) {
    private static final List<String> ALL =
            ("awk cat chgrp chmod cmp cp curl cut date dd df env find flock fold grep gzip head id ln ls mkdir mv od openssl"
                            + " ps readlink rm sed setsid sh sha256sum sleep sort stat sync tail tar touch tr wc xargs")
                    .lines()
                    .flatMap(line -> List.of(line.split(" ", -1)).stream())
                    .toList();

    /** The same with another text in place of a program. */
    HostTools with(String program, String text) {
        var more = new HashMap<>(texts);
        more.put(program, text);
        return new HostTools(directory, Map.copyOf(more), missing);
    }

    HostTools without(String program) {
        var more = new HashSet<>(missing);
        more.add(program);
        return new HostTools(directory, texts, Set.copyOf(more));
    }

    LocalSession session(LocalShell shell, Path homes) throws IOException {
        shell.session(homes).close();
        var home = homes.resolve(shell.name().toLowerCase(Locale.ROOT)).toAbsolutePath();
        Files.createDirectories(directory);
        delete();
        for (var program : ALL) {
            if (!missing.contains(program)) {
                install(shell, home, program);
            }
        }
        for (var program : texts.entrySet()) {
            var real = find(shell, home, program.getKey()).map(Path::toString).orElse("false");
            write(directory.resolve(program.getKey()), program.getValue().replace("@real", real));
        }
        return new LocalSession(home.resolve("sh"), Optional.of(directory.toString()));
    }

    /** JUnit warns of links that lead out of a test's directory. */
    void delete() throws IOException {
        for (var program : ALL) {
            Files.deleteIfExists(directory.resolve(program));
        }
    }

    private void install(LocalShell shell, Path home, String program) throws IOException {
        var real = find(shell, home, program);
        if (real.isPresent()) {
            Files.createSymbolicLink(directory.resolve(program), real.get());
        }
    }

    private static Optional<Path> find(LocalShell shell, Path home, String program) {
        var places = shell == LocalShell.BUSYBOX
                ? List.of(home)
                : List.of(home, Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/bin"));
        return places.stream()
                .map(place -> place.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file); // or the text would go where the link leads
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
