package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;
import java.util.ArrayList;

/**
 * Prepares the live release as a rollback target: places the endpoint in its document root, and writes a marker if it has none. Needed for sites that
 * another tool or a person set up, and for a new endpoint key.
 */
public record Adopt(Lease lease, ReleaseSettings settings, EndpointFiles endpoint) implements Step<Adopt.Adopted> {
    /**
     * The live release after adoption.
     *
     * @param release its id: the name of its directory
     * @param digest of its marker
     * @param origin of that digest
     */
    public record Adopted(String release, String digest, Origin origin) {}

    /** The source of a digest. */
    public enum Origin {
        /** The marker existed before. */
        MARKER,
        /** Computed from the tree as it was found, in the manifest's form, without shared and writable paths. */
        TREE
    }

    @Override
    public Adopted on(HostSession session) throws StepException, HostException {
        var without = new ArrayList<>(settings.shared().directories());
        without.addAll(settings.shared().files());
        without.addAll(settings.writable());
        var call = HostCall.of(HostScripts.ADOPT, lease)
                .with("docroot", settings.docroot())
                .with("umask", settings.permissions().umask())
                .with("group", settings.permissions().group().orElse(""))
                .with("without", without)
                .with("config", endpoint.config())
                .with("endpoint_sha256", endpoint.sha256())
                .giving(endpoint.bytes());
        var fields = CodeDirectories.of(settings).addTo(call).on(session).fields();
        var origin = fields.yes("computed") ? Origin.TREE : Origin.MARKER;
        return new Adopted(fields.identifier("id"), fields.identifier("digest"), origin);
    }
}
