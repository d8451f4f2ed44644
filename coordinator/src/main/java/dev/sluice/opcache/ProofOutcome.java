package dev.sluice.opcache;

/** What asking the workers has shown. */
public sealed interface ProofOutcome {
    /** PHP serves the release. */
    record Proved(ProofEvidence evidence) implements ProofOutcome {}

    /**
     * It was not to be seen in time that PHP serves the release.
     *
     * @param evidence as far as it goes
     * @param seen exactly what was seen, in one line
     * @param next what a person can do about it
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
