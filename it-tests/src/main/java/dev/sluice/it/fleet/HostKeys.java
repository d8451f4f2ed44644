package dev.sluice.it.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A host's own SSH keys: ed25519, ECDSA and RSA, as an installation makes them. */
record HostKeys(Path sshKeygen, HostDirectory directory) {
    List<Path> privateKeys() {
        return Stream.of("ed25519", "ecdsa", "rsa")
                .map(type -> directory.hostKeys().resolve("ssh_host_" + type + "_key"))
                .toList();
    }

    void make() {
        Command.run(List.of(sshKeygen.toString(), "-A", "-f", directory.root().toString()));
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
