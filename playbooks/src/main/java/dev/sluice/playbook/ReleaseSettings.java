package dev.sluice.playbook;

import java.util.List;
import java.util.Optional;

/**
 * What a release is and what stays on a host.
 *
 * @param keep good releases kept besides the live one and the rollback target
 * @param docroot directory inside the release; {@code .} is the release itself
 * @param writable what PHP may write in a release
 * @param exclude patterns as in .gitignore, from the artifact's root
 * @param signedBy PEM file of the public key that artifacts have to be signed with; {@code ~/} is expanded where it is used
 * @param limit of the uploads of a rollout together; as fast as the network is without it
 */
public record ReleaseSettings(
        int keep,
        String docroot,
        Shared shared,
        List<String> writable,
        Base base,
        Permissions permissions,
        Optional<Assets> assets,
        List<String> exclude,
        Optional<String> signedBy,
        Optional<TransferRate> limit) {
    public ReleaseSettings {
        writable = List.copyOf(writable);
        exclude = List.copyOf(exclude);
    }

    /** Settings whose uploads have no limit. */
    public ReleaseSettings(
            int keep,
            String docroot,
            Shared shared,
            List<String> writable,
            Base base,
            Permissions permissions,
            Optional<Assets> assets,
            List<String> exclude,
            Optional<String> signedBy) {
        this(keep, docroot, shared, writable, base, permissions, assets, exclude, signedBy, Optional.empty());
    }

    /** What survives releases: paths inside the release that are links into {@code shared}. */
    public record Shared(List<String> directories, List<String> files) {
        public Shared {
            directories = List.copyOf(directories);
            files = List.copyOf(files);
        }
    }

    /** What a delta is laid over. */
    public enum Base {
        /** A copy of an earlier release; a reflink where the file system can. */
        COPY,
        /** Hard links to an earlier release: a task that writes through one changes that release too. */
        LINK
    }

    /**
     * Group and modes of what is staged.
     *
     * @param umask four octal digits
     * @param group without it, what the directory gives
     * @param writers accounts and groups besides the deploy user that may write docroot, assets or a directory above them; empty for
     *     none, and in plans from before there was such a setting
     */
    public record Permissions(String umask, Optional<String> group, Optional<List<String>> writers) {
        public Permissions {
            writers = writers.map(List::copyOf);
        }
    }

    /**
     * Files of old releases that still answer while the fleet is mixed.
     *
     * @param keep releases whose files are kept
     */
    public record Assets(List<String> directories, int keep) {
        public Assets {
            directories = List.copyOf(directories);
        }
    }
}
