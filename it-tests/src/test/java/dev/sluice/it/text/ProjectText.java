package dev.sluice.it.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project that people read: code, resources, documents. */
final class ProjectText {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> MAIN =
            List.of("inventory/src/main", "playbooks/src/main", "coordinator/src/main", "coordinator/docs");
    private static final List<String> DOCUMENTS = List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md");

    private ProjectText() {}

    static List<Path> files() {
        return Stream.concat(
                        MAIN.stream().flatMap(directory -> below(PROJECT.resolve(directory))),
                        DOCUMENTS.stream().map(PROJECT::resolve))
                .filter(file -> !file.toString().matches(".*\\.(svg|png)"))
                .sorted()
                .toList();
    }

    /** Main code in Java. */
    static List<Path> code() {
        return files().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    static String name(Path file) {
        return PROJECT.relativize(file).toString();
    }

    private static Stream<Path> below(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
