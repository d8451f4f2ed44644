package dev.sluice.it.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A whole Debian of another suite in a directory, which is kept between runs. Servers of it run inside, with process ids, network and
 * temporary directory of the machine.
 *
 * @param label the suite's name
 * @param root where it is: below {@code sluice.it.suite.directory}, or the user's cache
 */
record SuiteTree(String label, Path root) {
    static final String DIRECTORY = "sluice.it.suite.directory";

    static SuiteTree of(Suite suite) {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        return new SuiteTree(
                suite.label(),
                directory(System.getProperty(DIRECTORY, ""), cache, System.getProperty("user.home", ""))
                        .resolve(suite.label()));
    }

    /** @param chosen empty for the default */
    static Path directory(String chosen, String cache, String home) {
        if (!chosen.isEmpty()) {
            return Path.of(chosen).toAbsolutePath();
        }
        // A relative XDG_CACHE_HOME is invalid, and is to be ignored (XDG Base Directory Specification).
        Path caches = cache.startsWith("/") ? Path.of(cache) : Path.of(home, ".cache");
        return caches.resolve("sluice-it");
    }

    /** What stands before a program of the tree, so that it runs inside; it works in the directory that this is started in. */
    List<String> entrance(Path shared) {
        return List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                Resources.text("enter-tree.sh"),
                "enter-tree",
                root.toString(),
                shared.toString());
    }

    /** The programs inside, by their paths outside. */
    RequiredPrograms programs() {
        return RequiredPrograms.below(root);
    }

    /** Whether it is there, and made with the same packages: the last file of an installation lists them. */
    boolean isMadeWith(String packages) {
        try {
            return Files.readString(root.resolve(".made-with")).strip().equals(packages);
        } catch (IOException e) {
            return false;
        }
    }
}
