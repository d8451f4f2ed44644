package dev.sluice.step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a host says of itself, at one moment.
 *
 * @param link what {@code current} is
 * @param target the exact text of the link; empty without one
 * @param live the release that {@code current} leads to, however the link is written; empty when it leads elsewhere
 * @param fence the token of whoever took the lease last; 0 when nobody ever did
 * @param lease empty when nobody has it; it may have run out
 * @param releases the directories in {@code releases}
 * @param leftovers of stagings and removals that were cut short
 * @param endpoint what is placed for PHP
 * @param machine what the site has to live with
 */
public record HostFacts(
        Link link,
        String target,
        Optional<LiveRelease> live,
        long fence,
        Optional<LeaseFacts> lease,
        List<ReleaseFacts> releases,
        List<String> leftovers,
        EndpointFacts endpoint,
        Machine machine) {
    public HostFacts {
        releases = List.copyOf(releases);
        leftovers = List.copyOf(leftovers);
    }

    /** What {@code current} is. */
    public enum Link {
        ABSENT,
        LINK,
        /** A link that leads nowhere. */
        DANGLING,
        DIRECTORY,
        FILE
    }

    /**
     * The release that is live.
     *
     * @param digest of its marker; empty when another tool made it
     */
    public record LiveRelease(String id, String digest) {}

    /**
     * Who works on the host.
     *
     * @param age since it was taken or renewed, by the host's clock
     * @param ttl zero is without end
     */
    public record LeaseFacts(String rollout, long token, String owner, Duration age, Duration ttl) {
        /** Whether it still keeps others out. */
        public boolean alive() {
            return ttl.isZero() || age.compareTo(ttl) <= 0;
        }
    }

    /**
     * One directory in {@code releases}.
     *
     * @param digest of its marker; empty when it has none: never finished, or another tool's
     * @param age since it was finished
     */
    public record ReleaseFacts(String id, String digest, Optional<Duration> age, ReleaseMark mark) {}

    /**
     * What is placed for PHP.
     *
     * @param sha256 of {@code _sluice.php} in the live release's document root
     * @param keys ids of the public keys in {@code endpoint.json}
     */
    public record EndpointFacts(Optional<String> sha256, Set<String> keys) {
        public EndpointFacts {
            keys = Set.copyOf(keys);
        }
    }

    /**
     * What the site has to live with.
     *
     * @param id of the directory, made once: two names in an inventory with the same one are the same host
     * @param belongsTo the inventory and site it was first used for
     * @param boot changes with each start of the host
     * @param freeBytes for the deploy user, where releases are or will be
     * @param freeInodes empty where the file system has no fixed number
     * @param tools of sha256sum, openssl, tar, gzip, zstd and flock, those that are there
     * @param unwritable the first directory that the deploy user would have to write to and may not
     * @param fileSystems that the site spreads over; more than one makes an atomic switch impossible
     * @param open a directory of the site's code that another account may write; empty where none is, or it was not asked
     */
    public record Machine(
            Optional<String> id,
            Optional<Belongs> belongsTo,
            String boot,
            Instant clock,
            OptionalLong freeBytes,
            OptionalLong freeInodes,
            Set<String> tools,
            String user,
            Optional<String> unwritable,
            List<String> missingSharedFiles,
            int fileSystems,
            Optional<OpenDirectory> open) {
        public Machine {
            tools = Set.copyOf(tools);
            missingSharedFiles = List.copyOf(missingSharedFiles);
        }
    }

    /**
     * A directory that another account than the deploy user may write.
     *
     * @param writer the account, a group, or {@code others}
     */
    public record OpenDirectory(String path, String writer) {}

    /** What a directory on a host was first used for. */
    public record Belongs(String inventory, String site) {}
}
