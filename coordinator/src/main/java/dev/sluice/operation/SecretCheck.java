package dev.sluice.operation;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.document.SecretSource;
import dev.sluice.engine.KnownSecrets;
import dev.sluice.playbook.Playbook;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether every secret that a rollout refers to can be read on this machine. */
public record SecretCheck(SecretSource secrets) {
    /**
     * What of a playbook's secrets and keys a rollout would be refused for on this machine. Programs are not run.
     *
     * @return a line for each; empty where all is well
     */
    public List<String> missing(Project project) {
        var playbook = project.playbook();
        var problems = new ArrayList<String>();
        project.inventory().hosts().stream()
                .map(host -> playbook.opcache().of(host))
                .filter(opcache ->
                        opcache.endpoint().standsInRelease() && opcache.key().isEmpty())
                .findFirst()
                .ifPresent(none -> problems.add("opcache.key is missing in the playbook: sluice keygen makes a key"));
        var keys = project.inventory().hosts().stream().flatMap(host -> playbook.opcache().of(host).key().stream());
        var others = project.inventory().hosts().stream().flatMap(host -> KnownSecrets.references(host, playbook));
        Stream.concat(keys, others)
                .distinct()
                .filter(reference -> reference.kind() != SecretReference.Kind.COMMAND)
                .flatMap(reference -> problem(reference).stream())
                .forEach(problems::add);
        return problems;
    }

    /**
     * Reads them all.
     *
     * @throws RefusedException with every one that is missing
     */
    void refuse(Fleet fleet, Playbook playbook) throws RefusedException {
        var keys = fleet.placement().keyProblems();
        var problems = new ArrayList<>(keys);
        fleet.hosts().stream()
                .flatMap(host -> KnownSecrets.references(host, playbook))
                .distinct()
                .flatMap(reference -> problem(reference).stream())
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new RefusedException(
                    Reason.INVALID,
                    problems,
                    keys.isEmpty()
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
