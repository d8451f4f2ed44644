package dev.sluice.it.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A host's own SSH keys: ed25519 and ECDSA. An installation makes one of RSA, too, which costs as much of the processor's time as all else that a host
 * needs to start.
 */
record HostKeys(Path sshKeygen, HostDirectory directory) {
    private static final List<String> TYPES = List.of("ed25519", "ecdsa");

    List<Path> privateKeys() {
        return TYPES.stream().map(this::privateKey).toList();
    }

    private Path privateKey(String type) {
        return directory.hostKeys().resolve("ssh_host_" + type + "_key");
    }

    void make() {
        TYPES.forEach(this::make);
    }

    private void make(String type) {
        Command.run(List.of(
                sshKeygen.toString(),
                "-q",
                "-t",
                type,
                "-N",
                "",
                "-f",
                privateKey(type).toString()));
    }

    /** The host's lines for a {@code known_hosts} file (sshd(8)), one for each key. */
    List<String> knownHostsLines(String pattern) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path key : privateKeys()) {
            String[] typeAndKey =
                    Files.readString(Path.of(key + ".pub")).strip().split(" ", 3);
            lines.add(pattern + " " + typeAndKey[0] + " " + typeAndKey[1]);
        }
        return lines;
    }

    /** {@code SHA256:…} of each key, as ssh prints it at the first meeting. */
    List<String> fingerprints() {
        return privateKeys().stream()
                .map(key -> Command.run(List.of(sshKeygen.toString(), "-l", "-f", key + ".pub")))
                .map(line -> line.split(" ", 3)[1])
                .toList();
    }
}
