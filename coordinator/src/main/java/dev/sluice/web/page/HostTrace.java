package dev.sluice.web.page;

import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.HostPhase;
import java.time.Instant;
import java.util.Optional;

/**
 * What the records show of one host.
 *
 * @param live what its link names; empty where that is in doubt, or there is none
 * @param phase in the newest rollout that it was a part of; empty where it was left out of all of them
 * @param proof when PHP was last proved to serve a release
 * @param missed why and since when it is left out of rollouts
 * @param trouble why it failed in the newest rollout
 * @param rollout the newest one that has it
 */
record HostTrace(
        Optional<ReleaseId> live,
        Optional<HostPhase> phase,
        Optional<Proof> proof,
        Optional<Missed> missed,
        Optional<String> trouble,
        RolloutId rollout) {
    /**
     * A proof that PHP serves a release.
     *
     * @param workers that answered with it; 0 where health checks are the proof
     */
    record Proof(String release, Instant at, int workers) {}

    /** It was left out, since this rollout. */
    record Missed(Instant since, String why) {}

    /** Nothing more can be learned from older rollouts. */
    boolean isKnown() {
        return phase.isPresent() && proof.isPresent();
    }

    /** The same with what an older rollout shows. */
    HostTrace before(HostTrace older) {
        return new HostTrace(
                live.isPresent() || phase.isPresent() ? live : older.live,
                phase.isPresent() ? phase : older.phase,
                proof.isPresent() ? proof : older.proof,
                missed.map(now -> older.missed.orElse(now)),
                trouble,
                rollout);
    }
}
