package dev.sluice.demo;

import dev.sluice.endpoint.EndpointKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A sample site on an embedded fleet: live on every host as if it was placed by hand, with two artifacts to release and the two
 * files that a rollout needs.
 */
public final class DemoSite {
    /** The release that is live before the first rollout. No endpoint is in it. */
    public static final String FIRST_RELEASE = "1";

    private final Path directory;

    private DemoSite(Path directory) {
        this.directory = directory;
    }

    /** Places release 1 on every host, lets PHP warm up, and writes everything else into a directory of the fleet. */
    public static DemoSite on(EmbeddedFleet fleet) throws IOException {
        var site = new DemoSite(Files.createDirectory(fleet.directory().resolve("site")));
        for (var host : fleet.hosts()) {
            SampleRelease.GOOD.writeTo(host.sitePath().resolve("releases").resolve(FIRST_RELEASE), "1");
            host.link(FIRST_RELEASE);
            host.warm();
        }
        SampleRelease.GOOD.writeTo(site.goodArtifact(), "2");
        SampleRelease.BAD.writeTo(site.badArtifact(), "3");
        var key = EndpointKey.generate(new SecureRandom());
        Files.writeString(FleetKeys.createPrivate(site.endpointKey()), key.privatePem());
        Files.writeString(site.inventoryFile(), DemoFiles.inventory(fleet));
        Files.writeString(site.playbookFile(), DemoFiles.playbook(fleet, site.endpointKey()));
        return site;
    }

    /** A directory whose release is healthy. */
    public Path goodArtifact() {
        return directory.resolve("good");
    }

    /** A directory whose release answers 500 on /healthz. */
    public Path badArtifact() {
        return directory.resolve("bad");
    }

    /** PEM of the private key that signs requests to the endpoint. */
    public Path endpointKey() {
        return directory.resolve("endpoint.pem");
    }

    /** Names every host of the fleet: the first in group canary, the others in group web. */
    public Path inventoryFile() {
        return directory.resolve("inventory.yml");
    }

    public Path playbookFile() {
        return directory.resolve("playbook.yml");
    }
}
