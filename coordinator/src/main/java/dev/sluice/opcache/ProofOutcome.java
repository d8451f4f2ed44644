package dev.sluice.opcache;

/** The result of querying the workers. */
public sealed interface ProofOutcome {
    /** PHP serves the release. */
    record Proved(ProofEvidence evidence) implements ProofOutcome {}

    /**
     * It was not proved in time that PHP serves the release.
     *
     * @param evidence as far as there is any
     * @param seen exactly what was observed, in one line
     * @param next what an operator can do about it
     */
    record NotProved(Reason reason, ProofEvidence evidence, String seen, String next) implements ProofOutcome {}

    /** Why there is no proof. */
    enum Reason {
        /** Workers answered with another release. */
        STALE,
        /** All that is missing are workers that answer nothing while others do: they are at a long request. */
        BUSY,
        /** Workers did not answer, or too few answers came. */
        UNANSWERED
    }
}
