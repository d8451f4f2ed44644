package dev.sluice.step;

import dev.sluice.host.HarmlessText;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.util.List;

/**
 * Compares a release with the manifest that it was staged from, by type and size; changes nothing and needs no lease. What is there besides is
 * no matter: prepare tasks and the assets of other releases add to a tree.
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

    /** What the release is. */
    public enum State {
        WHOLE,
        ABSENT,
        /** It has no marker: never finished, or another tool's. */
        UNMARKED,
        NO_MANIFEST,
        /** The manifest is not the one that the marker was written for. */
        OTHER_MANIFEST,
        CHANGED;

        private static State of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * What was found.
     *
     * @param digest of the marker; empty without one
     * @param differing what of the manifest differs or is missing, with the first names; empty unless it changed
     */
    public record Compared(State state, String digest, String differing) {}

    @Override
    public Compared on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.WAY_BACK, path)
                .with("release", release)
                .with("without", without)
                .on(session);
        var state = State.of(result.value("state"));
        return new Compared(
                state,
                result.find("digest").orElse(""),
                state == State.CHANGED
                        ? result.value("count") + " of its files differ or are missing: "
                                + HarmlessText.line(result.value("names").replace("\n", ", "), NAMES)
                        : "");
    }
}
