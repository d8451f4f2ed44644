package dev.sluice.step;

import dev.sluice.artifact.EntryRanges;
import dev.sluice.artifact.PayloadCompression;
import dev.sluice.host.AnswerFields;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Stages a release on a host without serving it. First the host prepares a directory from what it already has of the release and reports what it
 * lacks, then it receives exactly that, and gives the release its name once every byte is verified. An interrupted staging leaves only a hidden
 * directory; a repetition continues with what arrived whole. A release that already exists stays unchanged.
 *
 * @param release its id
 * @param bases the releases on the host whose files may be used
 */
public record StageRelease(
        Lease lease,
        String release,
        ReleaseContent content,
        ReleaseSettings settings,
        EndpointFiles endpoint,
        Bases bases,
        PayloadCompression compression,
        Upload upload)
        implements Step<StageRelease.Staged> {
    /** Without a listener. */
    public StageRelease(
            Lease lease,
            String release,
            ReleaseContent content,
            ReleaseSettings settings,
            EndpointFiles endpoint,
            Bases bases,
            PayloadCompression compression) {
        this(lease, release, content, settings, endpoint, bases, compression, (sent, total) -> {});
    }

    /** Hears how far the upload is, and decides how fast it may be. */
    @FunctionalInterface
    public interface Upload {
        /**
         * @param sent bytes before compression
         * @param total of the whole upload
         */
        void progress(long sent, long total);

        /** What the files are written to in the place of a stream to the host. */
        default OutputStream limited(OutputStream out) {
            return out;
        }
    }

    /**
     * Releases on the host that a new one may be made of, the best first.
     *
     * @param recycle those that are not needed any more: one is renamed, and its files become those of the new release
     * @param copy those that stay: their files are copied
     */
    public record Bases(List<String> recycle, List<String> copy) {
        public Bases {
            recycle = List.copyOf(recycle);
            copy = List.copyOf(copy);
        }

        /** All files are sent. */
        public static Bases none() {
            return new Bases(List.of(), List.of());
        }
    }

    /** What the host made the release of, besides what was sent. */
    public enum Way {
        /** It existed before, with the same content. */
        PRESENT,
        /** Nothing: everything was sent. */
        NONE,
        /** What an interrupted staging had left. */
        RESUME,
        RECYCLE,
        COPY,
        LINK
    }

    /** Why a release could not be used. */
    public enum Unusable {
        LIVE,
        /** Without a marker or its own manifest. */
        UNSOUND,
        /** Served within the last hour: a request may still be in it. */
        YOUNG,
        /** A process works in it. */
        USED,
        /** It cannot be renamed. */
        FIXED,
        /** Its names cannot be listed, or too many files differ. */
        UNFIT,
        /** Its files could not be copied. */
        UNCOPIED
    }

    /** A release that was passed over. */
    public record PassedOver(String release, Unusable why) {}

    /**
     * How the release was staged.
     *
     * @param base the release whose files were used; empty if there is none
     * @param files entries that were sent
     * @param bytes of them, before compression
     */
    public record Staged(Way way, String base, int files, long bytes, List<PassedOver> passedOver) {
        public Staged {
            passedOver = List.copyOf(passedOver);
        }

        static Staged present() {
            return new Staged(Way.PRESENT, "", 0, 0, List.of());
        }
    }

    private enum State {
        READY,
        PRESENT
    }

    @Override
    public Staged on(HostSession session) throws StepException, HostException {
        var answer = begin().on(session);
        if (answer.fields().word("state", State.class) == State.PRESENT) {
            return Staged.present();
        }
        var missing = missing(answer.fields());
        var bytes = content.tarBytes(missing);
        files(missing, bytes).on(session);
        var fields = answer.fields();
        return new Staged(
                fields.word("way", Way.class), fields.identifier("base"), missing.count(), bytes, passedOver(answer));
    }

    private HostCall begin() {
        return HostCall.of(HostScripts.STAGE_BEGIN, lease)
                .with("release", release)
                .with("digest", content.digest())
                .with("umask", settings.permissions().umask())
                .with("group", settings.permissions().group().orElse(""))
                .with("compression", word())
                .with("endpoint_bytes", Integer.toString(endpoint.bytes().length))
                .with("endpoint_sha256", endpoint.sha256())
                .with("recycle", bases.recycle())
                .with("copy", bases.copy())
                .with("link", settings.base() == ReleaseSettings.Base.LINK ? "yes" : "no")
                .giving(new HostCommand.Payload(out -> content.writeBeginning(out, endpoint, compression)));
    }

    private EntryRanges missing(AnswerFields fields) throws HostException {
        var text = fields.text("needed", AnswerLimits.RANGES_CHARS).raw();
        try {
            return EntryRanges.parse(text, content.lines());
        } catch (IllegalArgumentException e) {
            throw fields.wrong("needed: " + e.getMessage());
        }
    }

    private HostCall files(EntryRanges missing, long bytes) {
        return HostCall.of(HostScripts.STAGE_FILES, lease)
                .with("release", release)
                .with("digest", content.digest())
                .with("compression", word())
                .with("umask", settings.permissions().umask())
                .with("group", settings.permissions().group().orElse(""))
                .with("docroot", settings.docroot())
                .with("shared_directories", settings.shared().directories())
                .with("shared_files", settings.shared().files())
                .with("writable", settings.writable())
                .with("config", endpoint.config())
                .with("endpoint_sha256", endpoint.sha256())
                .giving(new HostCommand.Payload(out -> content.writeTo(
                        upload.limited(out),
                        missing,
                        compression,
                        sent -> upload.progress(Math.min(sent, bytes), bytes))));
    }

    private String word() {
        return compression.name().toLowerCase(Locale.ROOT);
    }

    private static List<PassedOver> passedOver(Answer answer) throws HostException {
        var passed = new ArrayList<PassedOver>();
        for (var row : answer.rows()) {
            passed.add(new PassedOver(row.identifier("id"), row.word("why", Unusable.class)));
        }
        return passed;
    }
}
