package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.nio.charset.StandardCharsets;

/**
 * Stores a copy of a rollout's record on the host, readable for the deploy user only. An existing copy that is longer stays unchanged.
 *
 * @param keep the maximum number of records on the host, this one included; the newest are kept
 */
public record KeepRecord(Lease lease, RecordCopy copy, int keep) implements Step<KeepRecord.Kept> {
    /** The result. */
    public enum Kept {
        STORED,
        /** The existing copy is longer. */
        LONGER_THERE
    }

    private enum State {
        KEPT,
        LONGER
    }

    @Override
    public Kept on(HostSession session) throws StepException, HostException {
        var plan = copy.plan().getBytes(StandardCharsets.ISO_8859_1);
        var journal = copy.journal().getBytes(StandardCharsets.ISO_8859_1);
        var result = HostCall.of(HostScripts.RECORD_KEEP, lease)
                .with(
                        "plan_lines",
                        Long.toString(copy.plan().chars().filter(c -> c == '\n').count()))
                .with("plan_sha256", Sha256.hex(plan))
                .with("journal_sha256", Sha256.hex(journal))
                .with("head", copy.head())
                .with("keep", Integer.toString(keep))
                .giving((copy.plan() + copy.journal()).getBytes(StandardCharsets.ISO_8859_1))
                .on(session);
        return result.fields().word("state", State.class) == State.LONGER ? Kept.LONGER_THERE : Kept.STORED;
    }
}
