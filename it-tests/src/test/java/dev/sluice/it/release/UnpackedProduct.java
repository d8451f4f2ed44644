package dev.sluice.it.release;

import dev.sluice.it.fleet.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The product as its archive has it.
 *
 * @param home the directory that the archive is unpacked to
 */
public record UnpackedProduct(Path home) {
    private static final Path TARGET =
            Path.of("../coordinator/target").toAbsolutePath().normalize();

    /** @param directory where the archive is unpacked, into a directory of its own */
    public static UnpackedProduct in(Path directory) throws IOException {
        var unpacked = Files.createDirectory(directory.resolve("product"));
        Command.run(List.of(
                "tar", "-xzf", made("sluice-*.tar.gz").toString(), "-C", unpacked.toString(), "--strip-components=1"));
        return new UnpackedProduct(unpacked);
    }

    /** What {@code mvn package} made for other machines. */
    public static Path made(String form) throws IOException {
        try (var files = Files.newDirectoryStream(TARGET, form)) {
            for (var file : files) {
                return file;
            }
        }
        throw new IllegalStateException(TARGET + " has no " + form + ": mvn package makes it");
    }

    public Path launcher() {
        return home.resolve("bin/sluice");
    }
}
