package dev.sluice.it.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where this machine's apt gets Debian's packages from. */
final class PackageMirror {
    private static final String FORMAT = "$(RELEASE)|$(COMPONENT)|$(REPO_URI)";

    private PackageMirror() {}

    static String ofThisMachine() {
        try {
            return find(
                    Files.readString(Path.of("/etc/os-release")),
                    Command.run(List.of("apt-get", "indextargets", "--format", FORMAT, "Created-By: Packages")));
        } catch (IOException e) {
            throw new UncheckedIOException("this machine is no Debian, and so has no mirror of its packages", e);
        }
    }

    /**
     * The mirror of the machine's own release: the one that also has other releases.
     *
     * @param osRelease os-release(5)
     * @param targets of apt, a line each: release, component, address
     * @throws IllegalStateException when the machine is no Debian, or none of its sources is for its release
     */
    static String find(String osRelease, String targets) {
        if (!osRelease.lines().toList().contains("ID=debian")) {
            throw new IllegalStateException("this machine is no Debian, and so has no mirror of its packages");
        }
        String codename = osRelease
                .lines()
                .filter(line -> line.startsWith("VERSION_CODENAME="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElse("");
        return targets.lines()
                .map(line -> line.split("\\|", 3))
                .filter(part -> part.length == 3 && part[0].equals(codename) && part[1].equals("main"))
                .map(part -> part[2])
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "apt has no source with the main packages of '" + codename + "' (/etc/apt/sources.list.d)"));
    }
}
