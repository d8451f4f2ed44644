package dev.sluice.step;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HostText;
import dev.sluice.host.AnswerFields;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares a release with the manifest that it was staged from, by type and size; changes nothing and needs no lease. Additional files are ignored:
 * prepare tasks and the assets of other releases add to a tree.
 *
 * @param path as in {@link Lease}
 * @param release its id
 * @param without paths inside the release that may differ: shared and writable ones
 */
public record CompareRelease(String path, String release, List<String> without)
        implements Step<CompareRelease.Compared> {
    private static final int NAMES = 200;

    public CompareRelease {
        without = List.copyOf(without);
    }

    /** The state of the release. */
    public enum State {
        WHOLE,
        ABSENT,
        /** It has no marker: staging never finished, or another tool made it. */
        UNMARKED,
        NO_MANIFEST,
        /** The manifest does not match the marker. */
        OTHER_MANIFEST,
        CHANGED
    }

    /**
     * The result of the comparison.
     *
     * @param digest of the marker; empty without one
     * @param differing which entries of the manifest differ or are missing, with the first names; empty unless the release changed
     */
    public record Compared(State state, String digest, String differing) {}

    @Override
    public Compared on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.WAY_BACK, path)
                .with("release", release)
                .with("without", without)
                .on(session);
        var fields = result.fields();
        var state = fields.word("state", State.class);
        return new Compared(state, fields.identifier("digest"), state == State.CHANGED ? differing(fields) : "");
    }

    private static String differing(AnswerFields fields) throws HostException {
        var names = fields.output("names", AnswerLimits.LIST_CHARS).lines().stream()
                .map(HostText::toString)
                .collect(Collectors.joining(", "));
        return fields.number("count", AnswerLimits.COUNT) + " of its files differ or are missing: "
                + HarmlessText.line(names, NAMES);
    }
}
