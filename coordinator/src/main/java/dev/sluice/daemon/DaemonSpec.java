package dev.sluice.daemon;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a daemon serves.
 *
 * @param concurrentRollouts of sites that share hosts
 */
public record DaemonSpec(List<SiteFiles> sites, int concurrentRollouts, Retain retain, Optional<Heartbeat> heartbeat) {
    public DaemonSpec {
        sites = List.copyOf(sites);
    }

    /** One site, with nothing but defaults. */
    public static DaemonSpec of(Path inventory, Path playbook) {
        return new DaemonSpec(List.of(new SiteFiles(inventory, playbook)), 1, Retain.DEFAULT, Optional.empty());
    }

    /** The two files of a site. */
    public record SiteFiles(Path inventory, Path playbook) {}

    /**
     * Which records of rollouts are kept: whichever is more, for each site.
     *
     * @param rollouts the newest, whatever their age
     * @param age up to which, whatever their number
     */
    public record Retain(int rollouts, Duration age) {
        static final Retain DEFAULT = new Retain(200, Duration.ofDays(400));
    }

    /** A URL that is requested while the daemon lives, so that its silence is noticed elsewhere. */
    public record Heartbeat(URI url, Duration every) {}
}
