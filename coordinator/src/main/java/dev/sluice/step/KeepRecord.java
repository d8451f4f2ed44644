package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.nio.charset.StandardCharsets;

/**
 * Keeps a copy of a rollout's record on the host, readable for the deploy user only. A copy that is there and holds more stays as it is.
 *
 * @param keep the most records that stay there, this one included; the newest do
 */
public record KeepRecord(Lease lease, RecordCopy copy, int keep) implements Step<KeepRecord.Kept> {
    /** What became of it. */
    public enum Kept {
        STORED,
        /** The copy that is there holds more. */
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
