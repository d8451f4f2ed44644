package dev.sluice.document;

import java.util.List;
import java.util.stream.Collectors;

/** A file cannot be used; all its problems are reported at once, in the order in which they are written. */
public final class InvalidDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidDocumentException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one, ordered by position. */
    public List<Problem> problems() {
        return problems;
    }
}
