package dev.sluice.step;

import dev.sluice.document.HostText;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Checks whether a directory is a plain one that can be converted; changes nothing.
 *
 * @param path as in {@link Lease}
 */
public record CheckPlain(String path, ReleaseSettings settings) implements Step<CheckPlain.Directory> {
    /** What is there. */
    public enum State {
        ABSENT,
        PLAIN,
        CONVERTED
    }

    /**
     * The directory.
     *
     * @param release that it was converted to; empty if it was not
     * @param bytes of everything in it
     * @param free empty where the host does not report it
     * @param shared the paths that survive releases and exist
     */
    public record Directory(State state, String release, long bytes, OptionalLong free, List<HostText> shared) {
        public Directory {
            shared = List.copyOf(shared);
        }
    }

    static HostCall settings(HostCall call, ReleaseSettings settings) {
        return call.with("docroot", settings.docroot())
                .with(
                        "shared",
                        Stream.concat(settings.shared().directories().stream(), settings.shared().files().stream())
                                .toList())
                .with("writable", settings.writable());
    }

    @Override
    public Directory on(HostSession session) throws StepException, HostException {
        var fields = settings(HostCall.of(HostScripts.CONVERT, path), settings)
                .with("verb", "check")
                .on(session)
                .fields();
        var free = fields.someNumber("free", AnswerLimits.ROOM);
        return new Directory(
                fields.word("state", State.class),
                fields.identifier("id"),
                fields.number("kib", AnswerLimits.ROOM) << 10,
                free.isPresent() ? OptionalLong.of(free.getAsLong() << 10) : free,
                fields.output("shared", AnswerLimits.LIST_CHARS).lines());
    }
}
