package dev.sluice.playbook;

import dev.sluice.document.SecretReference;
import java.util.List;
import java.util.Optional;

/**
 * With which key records and plans are signed, and whose signatures count: {@code records} in the file.
 *
 * @param key the private key; empty takes the endpoint's
 * @param trust files with public keys, as {@code DIRECTORY/*.pub} or a path, besides the public half of {@code key}
 */
public record RecordSettings(Optional<SecretReference> key, List<String> trust) {
    public RecordSettings {
        trust = List.copyOf(trust);
    }
}
