package dev.sluice.step;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Stages a release on a host without serving it: reserves space, uploads the files, and gives the release its name once every byte is verified. An
 * interrupted staging leaves only a hidden directory, and is repeated from the start. A release that already exists stays unchanged.
 *
 * @param release its id
 * @param written is given the number of bytes of the tar that were sent so far
 */
public record StageRelease(
        Lease lease,
        String release,
        ReleaseContent content,
        ReleaseSettings settings,
        EndpointFiles endpoint,
        LongConsumer written)
        implements Step<StageRelease.Staged> {
    /** Without a listener. */
    public StageRelease(
            Lease lease, String release, ReleaseContent content, ReleaseSettings settings, EndpointFiles endpoint) {
        this(lease, release, content, settings, endpoint, bytes -> {});
    }

    /** How the release was uploaded to the host. */
    public enum Staged {
        /** It was staged by this step. */
        NEW,
        /** It existed before, with the same content. */
        PRESENT
    }

    private enum Start {
        READY,
        PRESENT
    }

    @Override
    public Staged on(HostSession session) throws StepException, HostException {
        var start = HostCall.of(HostScripts.STAGE_BEGIN, lease)
                .with("release", release)
                .with("digest", content.digest())
                .giving(content.manifest().getBytes(StandardCharsets.UTF_8))
                .on(session);
        if (start.fields().word("state", Start.class) == Start.PRESENT) {
            return Staged.PRESENT;
        }
        HostCall.of(HostScripts.STAGE_FILES, lease)
                .with("release", release)
                .with("compression", content.compression().word())
                .giving(new HostCommand.Payload(out -> content.writeTo(out, written)))
                .on(session);
        end().on(session);
        return Staged.NEW;
    }

    private HostCall end() {
        return HostCall.of(HostScripts.STAGE_END, lease)
                .with("release", release)
                .with("umask", settings.permissions().umask())
                .with("group", settings.permissions().group().orElse(""))
                .with("docroot", settings.docroot())
                .with("shared_directories", settings.shared().directories())
                .with("shared_files", settings.shared().files())
                .with("writable", settings.writable())
                .with("config", endpoint.config())
                .with("endpoint_sha256", endpoint.sha256())
                .giving(endpoint.bytes());
    }
}
