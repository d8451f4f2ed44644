package dev.sluice.step;

import dev.sluice.document.HostText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The state that a host reports, at one moment.
 *
 * @param link what {@code current} is
 * @param target the exact text of the link; empty without one
 * @param live the release that {@code current} points to, however the link is written; empty when it points elsewhere
 * @param fence the token of the last lease that was taken; 0 when none ever was
 * @param lease empty when it is not held; it may have expired
 * @param releases the directories in {@code releases}
 * @param oddParts the parts of the site's layout, and directories above them, that are not what they have to be
 * @param leftovers of interrupted stagings and removals
 * @param endpoint the files placed for PHP
 * @param machine the machine that the site runs on
 */
public record HostFacts(
        Link link,
        HostText target,
        Optional<LiveRelease> live,
        long fence,
        Optional<LeaseFacts> lease,
        List<ReleaseFacts> releases,
        List<OddPart> oddParts,
        List<HostText> leftovers,
        EndpointFacts endpoint,
        Machine machine) {
    public HostFacts {
        releases = List.copyOf(releases);
        oddParts = List.copyOf(oddParts);
        leftovers = List.copyOf(leftovers);
    }

    /** The same where the endpoint is known to be in the document root. */
    public HostFacts withEndpoint(String sha256) {
        var placed = new EndpointFacts(Optional.of(sha256), endpoint.keys(), endpoint.terms());
        return new HostFacts(link, target, live, fence, lease, releases, oddParts, leftovers, placed, machine);
    }

    /** Whether something else is in the place of this directory of the layout, whose path is relative to the site's. */
    public boolean hasOddPart(HostText path) {
        return oddParts.stream().anyMatch(part -> part.at().raw().endsWith("/" + path.raw()));
    }

    /** What {@code current} is. */
    public enum Link {
        ABSENT,
        LINK,
        /** A link to a path that does not exist. */
        DANGLING,
        DIRECTORY,
        FILE
    }

    /**
     * The live release.
     *
     * @param digest of its marker; empty when another tool made it
     */
    public record LiveRelease(String id, String digest) {}

    /**
     * The lease on the host.
     *
     * @param age since it was taken or renewed, by the host's clock
     * @param ttl zero is without a time limit
     */
    public record LeaseFacts(String rollout, long token, HostText owner, Duration age, Duration ttl) {
        /** Returns whether it still excludes others. */
        public boolean alive() {
            return ttl.isZero() || age.compareTo(ttl) <= 0;
        }
    }

    /**
     * One directory in {@code releases}.
     *
     * @param digest of its marker; empty when it has none: staging never finished, or another tool made it
     * @param age since it was finished
     */
    public record ReleaseFacts(String id, String digest, Optional<Duration> age, ReleaseMark mark) {}

    /**
     * The files placed for PHP.
     *
     * @param sha256 of {@code _sluice.php} in the live release's document root
     * @param keys ids of the public keys in {@code endpoint.json}
     * @param terms the rest of {@code endpoint.json}, as it is: inventory, site, host and the addresses that may call; empty without the file
     */
    public record EndpointFacts(Optional<String> sha256, Set<String> keys, HostText terms) {
        public EndpointFacts {
            keys = Set.copyOf(keys);
        }

        /** The facts of a host without {@code endpoint.json}, or one whose terms do not matter. */
        public EndpointFacts(Optional<String> sha256, Set<String> keys) {
            this(sha256, keys, HostText.NONE);
        }

        /** The terms differ from those of this configuration: the inventory was changed since. */
        public boolean outdated(String config) {
            return !config.isEmpty() && !config.strip().endsWith(terms.raw().strip());
        }
    }

    /**
     * The machine that the site runs on.
     *
     * @param id of the directory, created once: two names in an inventory with the same id are the same host
     * @param belongsTo the inventory and site it is used for
     * @param boot changes with each start of the host
     * @param freeBytes for the deploy user, where releases are or will be
     * @param freeInodes empty where the file system has no fixed number
     * @param tools those of sha256sum, openssl, tar, gzip, zstd and flock that are installed
     * @param unwritable the first directory that the deploy user needs to write to and may not
     * @param unfitShared the shared paths that cannot be used as what they are declared to be
     * @param fileSystems that the site spreads over; more than one makes an atomic switch impossible
     * @param open a directory of the site's code that another account may write; empty if there is none, or it was not checked
     */
    public record Machine(
            Optional<String> id,
            Optional<Belongs> belongsTo,
            String boot,
            Instant clock,
            OptionalLong freeBytes,
            OptionalLong freeInodes,
            Set<String> tools,
            HostText user,
            Optional<HostText> unwritable,
            List<HostText> missingSharedFiles,
            List<UnfitShared> unfitShared,
            int fileSystems,
            Optional<OpenDirectory> open) {
        public Machine {
            tools = Set.copyOf(tools);
            missingSharedFiles = List.copyOf(missingSharedFiles);
            unfitShared = List.copyOf(unfitShared);
        }
    }

    /**
     * What is in the place of a directory of the layout.
     *
     * @param at its absolute path
     * @param leads the text of the link there; empty if it is no link
     */
    public record OddPart(HostText at, OddPart.Found found, HostText leads) {
        /** What is there. */
        public enum Found {
            /** A link to a directory, where none may be. */
            LINK,
            /** A link of another account, which chooses where it leads; or Sluice's own directory, where it belongs to one. */
            FOREIGN,
            /** A link to a path that does not exist. */
            DANGLING,
            FILE,
            /** Neither directory nor file, such as a FIFO. */
            SPECIAL
        }
    }

    /**
     * A shared path that exists and is not what it is declared to be, or that cannot be made.
     *
     * @param path relative to {@code shared}
     * @param at the part of it that prevents its use, relative to the site's directory
     * @param leads the text of the link there; empty if it is no link
     */
    public record UnfitShared(HostText path, Want want, UnfitShared.Found found, HostText at, HostText leads) {
        /** How the playbook declares it. */
        public enum Want {
            DIRECTORY,
            FILE
        }

        /** What is there instead. */
        public enum Found {
            /** A link to a path that does not exist. */
            DANGLING,
            DIRECTORY,
            FILE,
            /** Neither directory nor file, such as a FIFO. */
            SPECIAL,
            /** The deploy user may not enter it, so what is below is unknown. */
            CLOSED,
            UNWRITABLE,
            /** On a file system that is mounted read-only. */
            READ_ONLY
        }
    }

    /**
     * A directory that another account than the deploy user may write.
     *
     * @param writer the account, a group, or {@code others}
     */
    public record OpenDirectory(HostText path, HostText writer) {}

    /**
     * What a directory on a host is used for.
     *
     * @param project the id in the inventory; empty in directories of earlier versions
     */
    public record Belongs(String inventory, String site, Optional<String> project) {
        /** One of an inventory without a project. */
        public Belongs(String inventory, String site) {
            this(inventory, site, Optional.empty());
        }
    }
}
