package dev.sluice.operation;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.document.SecretSource;
import dev.sluice.engine.KnownSecrets;
import dev.sluice.inventory.Host;
import dev.sluice.playbook.Playbook;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether every secret that a rollout refers to can be read on this machine. */
record SecretCheck(SecretSource secrets) {
    /**
     * Reads them all.
     *
     * @param more problems of the same kind
     * @throws RefusedException with every one that is missing
     */
    void refuse(List<Host> hosts, Playbook playbook, List<String> more) throws RefusedException {
        var problems = new ArrayList<>(more);
        hosts.stream()
                .flatMap(host -> KnownSecrets.references(host, playbook))
                .distinct()
                .flatMap(reference -> problem(reference).stream())
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new RefusedException(
                    Reason.INVALID,
                    problems,
                    more.isEmpty()
                            ? "set them for the process that runs Sluice, or correct the references in the two files"
                            : "sluice keygen makes a key and prints the line for the playbook");
        }
    }

    private Optional<String> problem(SecretReference reference) {
        try {
            secrets.resolve(reference);
            return Optional.empty();
        } catch (SecretException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
