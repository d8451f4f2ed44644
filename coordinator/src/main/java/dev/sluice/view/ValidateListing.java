package dev.sluice.view;

import dev.sluice.document.InvalidDocumentException;
import java.util.List;
import java.util.Optional;

/**
 * {@code sluice validate}.
 *
 * @param fleet null when a file is invalid
 * @param hosts the targets, in their order
 * @param notes what a rollout would be refused for on this machine, such as a secret that is not set
 */
public record ValidateListing(
        boolean valid, Optional<String> fleet, List<String> hosts, List<Fault> problems, List<String> notes)
        implements Listing {
    public ValidateListing {
        hosts = List.copyOf(hosts);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** One thing that is wrong, at its place; lines and columns from 1. */
    public record Fault(String file, int line, int column, String path, String message) {}

    /** The problems of files that cannot be read. */
    public static List<Fault> faults(InvalidDocumentException invalid) {
        return invalid.problems().stream()
                .map(problem ->
                        new Fault(problem.file(), problem.line(), problem.column(), problem.path(), problem.message()))
                .toList();
    }
}
