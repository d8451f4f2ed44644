package dev.sluice.step;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;
import java.nio.charset.StandardCharsets;

/**
 * Brings a release to a host without anyone seeing it: room for it, its files, and when every byte is proved to be right, its name. What is cut
 * short leaves nothing but a hidden directory, and is repeated whole. A release that is there already is left alone.
 *
 * @param release its id
 */
public record StageRelease(
        Lease lease, String release, ReleaseContent content, ReleaseSettings settings, EndpointFiles endpoint)
        implements Step<StageRelease.Staged> {
    /** How the release came to be there. */
    public enum Staged {
        /** By this step. */
        NEW,
        /** It was there before, with the same content. */
        PRESENT
    }

    private enum Begun {
        READY,
        PRESENT
    }

    @Override
    public Staged on(HostSession session) throws StepException, HostException {
        var begun = HostCall.of(HostScripts.STAGE_BEGIN, lease)
                .with("release", release)
                .with("digest", content.digest())
                .giving(content.manifest().getBytes(StandardCharsets.UTF_8))
                .on(session);
        if (begun.fields().word("state", Begun.class) == Begun.PRESENT) {
            return Staged.PRESENT;
        }
        HostCall.of(HostScripts.STAGE_FILES, lease)
                .with("release", release)
                .with("compression", content.compression().word())
                .giving(new HostCommand.Payload(content::writeTo))
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
