package dev.sluice.operation;

import dev.sluice.document.HomePath;
import dev.sluice.document.OwnFile;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.engine.RecordKeys;
import dev.sluice.opcache.EndpointKeys;
import dev.sluice.playbook.RecordSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The key that the playbook's {@code records} names, or the endpoint's, and the public keys in local files. */
public record ProjectKeys(Project files, EndpointKeys keys) implements RecordKeys {
    /** Far more than any public key takes. */
    private static final int LARGEST = 64 * 1024;

    @Override
    public String project() {
        return files.inventory().project().orElse("");
    }

    @Override
    public Optional<EndpointKey> signing() throws SecretException {
        var reference = reference();
        return reference.isEmpty() ? Optional.empty() : Optional.of(parsed(reference.get()));
    }

    private Optional<SecretReference> reference() {
        var playbook = files.playbook();
        return playbook.records().flatMap(RecordSettings::key).or(() -> playbook.opcache()
                .key());
    }

    private EndpointKey parsed(SecretReference reference) throws SecretException {
        try {
            return keys.read(reference);
        } catch (IllegalArgumentException e) {
            throw new SecretException(reference + " is no key that signs records: " + e.getMessage(), e);
        }
    }

    /** The private key is asked for its public half only where that is in no file beside it. */
    @Override
    public List<EndpointPublicKey> trusted() throws SecretException {
        var trusted = new ArrayList<EndpointPublicKey>();
        var beside = beside();
        if (beside.isPresent()) {
            trusted.add(publicKey(beside.get()));
        } else {
            signing().map(EndpointKey::publicKey).ifPresent(trusted::add);
        }
        for (var file : named()) {
            trusted.add(publicKey(file));
        }
        return trusted;
    }

    private Optional<Path> beside() {
        return reference()
                .filter(reference -> reference.kind() == SecretReference.Kind.FILE)
                .map(reference -> HomePath.expand(reference.value() + ".pub"))
                .filter(Files::exists);
    }

    private List<Path> named() throws SecretException {
        var found = new ArrayList<Path>();
        for (var name : files.playbook().records().map(RecordSettings::trust).orElse(List.of())) {
            found.addAll(matching(HomePath.expand(name)));
        }
        return found;
    }

    private static List<Path> matching(Path pattern) throws SecretException {
        var name = String.valueOf(pattern.getFileName());
        var directory = Optional.ofNullable(pattern.getParent()).orElse(Path.of(""));
        if (!name.contains("*")) {
            return List.of(pattern);
        }
        var found = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(directory, name)) {
            entries.forEach(found::add);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new SecretException("records.trust: " + pattern + " cannot be listed: " + e.getMessage(), e);
        }
        return found.stream().sorted().toList();
    }

    private static EndpointPublicKey publicKey(Path file) throws SecretException {
        try {
            return EndpointPublicKey.parse(OwnFile.read(file, OwnFile.Access.TRUSTED, LARGEST));
        } catch (IOException | IllegalArgumentException e) {
            throw new SecretException(file + " is no public key whose signatures could count: " + e.getMessage(), e);
        }
    }
}
