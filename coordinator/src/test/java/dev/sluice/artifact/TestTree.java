package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A small site in a directory, and the programs of this machine to run on it. */
final class TestTree {
    private TestTree() {}

    /** Names of all kinds, made so that the locale of the test does not matter. */
    static Path site(Path parent) throws IOException {
        Path site = Files.createDirectories(parent.resolve("site"));
        write(site, "public/index.php", "<?php echo 1;");
        write(site, "public/build-1.js", "1");
        write(site, "public/build/1.js", "2");
        write(site, "empty.txt", "");
        write(site, "-rf", "a name that looks like an option");
        write(site, "with blank and 50%", "x");
        write(site, "back\\slash", "x");
        write(site, "日本/ü.php", "<?php echo 2;");
        write(site, "long/" + "d".repeat(150) + "/" + "ü".repeat(60) + ".php", "<?php echo 3;");
        write(site, "bin/console", "#!/bin/sh");
        Files.setPosixFilePermissions(site.resolve("bin/console"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createDirectories(site.resolve("storage/empty"));
        Files.createSymbolicLink(site.resolve("public/storage"), Path.of("../storage"));
        Files.createSymbolicLink(
                FileNames.resolve(site, "lünk"),
                FileNames.resolve(Path.of("/"), "日本/ü.php").subpath(0, 2));
        Files.createSymbolicLink(site.resolve("long-link"), Path.of("long/" + "d".repeat(150)));
        return site;
    }

    static Path write(Path root, String path, String content) throws IOException {
        Path file = FileNames.resolve(root, path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Output of a program that must succeed and say nothing else. */
    static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
