package dev.sluice.web.page;

import dev.sluice.plan.Batch;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.FleetEvent.SoakStarted;
import dev.sluice.rollout.HostPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A batch and its hosts.
 *
 * @param word what became of it, or what it waits for
 * @param soaks the soak that lasts; empty otherwise
 * @param done hosts that are through, of all
 */
record BatchColumn(int number, Tone tone, String word, List<Soak> soaks, String done, List<Cell> cells) {
    private static final int MOST_NARROW = 24;

    /**
     * A soak that lasts.
     *
     * @param until ISO-8601, UTC
     * @param seconds of the whole soak, of which {@code past} are over
     */
    record Soak(String until, String left, long seconds, long past) {}

    static List<BatchColumn> of(SeenRollout seen, Moments moments) {
        var soak = seen.pending().soak();
        return seen.plan().batches().stream()
                .map(batch -> of(batch, seen, soak.filter(one -> one.batch() == batch.number()), moments))
                .toList();
    }

    private static BatchColumn of(Batch batch, SeenRollout seen, Optional<SoakStarted> soak, Moments moments) {
        var cells = batch.hosts().stream()
                .map(host -> Cell.of(host.value(), seen.state().host(host), last(seen)))
                .toList();
        var through = batch.hosts().stream()
                .filter(host -> seen.state().host(host).phase() == last(seen))
                .count();
        var status = status(batch, seen, soak.isPresent());
        return new BatchColumn(
                batch.number(),
                status.tone(),
                status.text(),
                soak.map(one -> soak(one, moments)).stream().toList(),
                through + " of " + Words.hosts(cells.size()),
                cells);
    }

    /** The phase of a host that is done. */
    static HostPhase last(SeenRollout seen) {
        return seen.plan().purpose() == Purpose.STAGE ? HostPhase.STAGED : HostPhase.HEALTHY;
    }

    private static Soak soak(SoakStarted soak, Moments moments) {
        var whole = seconds(soak.at(), soak.until());
        var past = Math.min(whole, Math.max(0, seconds(soak.at(), moments.now())));
        return new Soak(moments.when(soak.until()).iso(), moments.left(soak.until()), whole, past);
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }

    /** Whatever its gate was, no host of it is on the release. */
    private static boolean isReverted(Batch batch, SeenRollout seen) {
        var phases = batch.hosts().stream()
                .map(host -> seen.state().host(host).phase())
                .toList();
        return phases.contains(HostPhase.REVERTED) && !phases.contains(last(seen));
    }

    private static Sentence status(Batch batch, SeenRollout seen, boolean soaks) {
        var state = seen.state();
        if (isReverted(batch, seen)) {
            return Sentence.note("reverted");
        }
        var gate = Optional.ofNullable(state.gates().get(batch.number()));
        if (gate.isPresent()) {
            return switch (gate.get()) {
                case OPEN -> Sentence.fine("done");
                case REFUSED -> Sentence.note("refused");
                case EXPIRED -> Sentence.note("not promoted in time");
                case HELD -> seen.isOver() ? Sentence.note("held until it ended") : Sentence.needed("held");
            };
        }
        if (soaks) {
            return Sentence.busy("soaking");
        }
        if (batch.number() > state.batch() || seen.isOver()) {
            return new Sentence(Tone.QUIET, seen.isOver() ? "ended" : "waits");
        }
        return Sentence.busy("in progress");
    }

    // For templates.

    /** Its hosts fill several columns. */
    boolean wide() {
        return cells.size() > MOST_NARROW;
    }

    String css() {
        return tone.css();
    }

    String shape() {
        return tone.shape();
    }
}
