package dev.sluice.step;

import dev.sluice.document.HostText;
import dev.sluice.host.AnswerFields;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Compares the manifests of two releases, of which a host has at least the one; changes nothing and needs no lease.
 *
 * @param path as in {@link Lease}
 * @param release the id of the one, such as the live release's
 * @param other the other one
 */
public record CompareContent(String path, String release, Other other)
        implements Step<Optional<CompareContent.Compared>> {
    /** What the release is compared with. */
    public sealed interface Other {
        /** A release that the host has. */
        record Staged(String release) implements Other {}

        /** @param text as {@code artifact.Manifest} has it */
        record Manifest(String text) implements Other {}
    }

    /** Files and links that one of the two manifests has and the other has not, or has otherwise. */
    public record Compared(Some added, Some changed, Some removed) {
        public boolean isSame() {
            return added.count() + changed.count() + removed.count() == 0;
        }
    }

    /** @param names the first ten, without control characters */
    public record Some(long count, List<HostText> names) {
        public Some {
            names = List.copyOf(names);
        }
    }

    private enum State {
        KNOWN,
        UNKNOWN
    }

    /** Empty where the host has no manifest, because another tool made the release. */
    @Override
    public Optional<Compared> on(HostSession session) throws StepException, HostException {
        var call = HostCall.of(HostScripts.CHANGES, path).with("release", release);
        var complete = other instanceof Other.Manifest manifest
                ? call.with("other", "").giving(manifest.text().getBytes(StandardCharsets.UTF_8))
                : call.with("other", ((Other.Staged) other).release());
        var fields = complete.on(session).fields();
        return fields.word("state", State.class) == State.UNKNOWN
                ? Optional.empty()
                : Optional.of(new Compared(some(fields, "added"), some(fields, "changed"), some(fields, "removed")));
    }

    private static Some some(AnswerFields fields, String key) throws HostException {
        var names = fields.output("names_" + key, AnswerLimits.LIST_CHARS).lines();
        return new Some(fields.number(key, AnswerLimits.COUNT), names);
    }
}
