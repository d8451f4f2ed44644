package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.Via;
import dev.sluice.step.Examination;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a host lacks before its first release, by who can change it. Equal needs of many hosts are shown once, so that texts hold no host's name.
 *
 * @param asRoot shell commands for root
 * @param directories absolute paths that the SSH user makes, when it may
 * @param byHand absolute paths of shared files, whose content only a person knows
 */
public record HostSetup(List<String> asRoot, List<String> directories, List<String> byHand) {
    public HostSetup {
        asRoot = List.copyOf(asRoot);
        directories = List.copyOf(directories);
        byHand = List.copyOf(byHand);
    }

    /** What a host lacks. */
    public static HostSetup of(Host host, HostFacts facts, Examination around) {
        var machine = facts.machine();
        var root = new ArrayList<String>();
        packages(host, machine, around).ifPresent(root::add);
        owner(host, machine).ifPresent(root::add);
        return new HostSetup(root, directories(host, around), files(host, machine));
    }

    /** Nothing is missing. */
    public boolean isReady() {
        return asRoot.isEmpty() && directories.isEmpty() && byHand.isEmpty();
    }

    private static Optional<String> packages(Host host, Machine machine, Examination around) {
        var missing = new ArrayList<String>();
        var tools = machine.tools();
        if (!tools.contains("tar")) {
            missing.add("tar");
        }
        if (!tools.contains("gzip")) {
            missing.add("gzip");
        }
        if (!tools.contains("sha256sum") && !tools.contains("openssl")) {
            missing.add("coreutils");
        }
        if (host.web().via() == Via.EXEC && !around.tools().contains("curl")) {
            missing.add("curl");
        }
        return Optional.of(missing)
                .filter(packages -> !packages.isEmpty())
                .map(packages -> "apt-get install -y " + String.join(" ", packages));
    }

    /** The SSH user owns the site's directory. */
    private static Optional<String> owner(Host host, Machine machine) {
        var user = machine.user().shellWord();
        return machine.unwritable()
                .map(at -> (at + "/").startsWith(host.path() + "/")
                        ? "chown " + user + ": " + at.shellWord()
                        : "install -d -o " + user + " -g \"$(id -gn " + user + ")\" "
                                + HostText.of(host.path()).shellWord());
    }

    private static List<String> directories(Host host, Examination around) {
        return List.of("/releases", "/shared", "/.sluice").stream()
                .map(part -> host.path() + part)
                .filter(path -> around.directories().stream()
                        .noneMatch(directory -> directory.name().is(path)))
                .toList();
    }

    private static List<String> files(Host host, Machine machine) {
        return machine.missingSharedFiles().stream()
                .map(file -> host.path() + "/shared/" + file)
                .toList();
    }
}
