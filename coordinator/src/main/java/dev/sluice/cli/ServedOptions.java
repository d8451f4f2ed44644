package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/** Options of served commands whose value names a file, and what such a name means in another process. */
final class ServedOptions {
    private static final Map<String, Kind> KINDS = Map.of(
            "--inventory", Kind.FIXED,
            "--playbook", Kind.FIXED,
            "--state", Kind.FIXED,
            "--plan", Kind.REFUSED,
            "--out", Kind.REFUSED,
            "--limit", Kind.SELECTOR,
            "--exclude", Kind.SELECTOR,
            "--output-dir", Kind.REPORTS,
            "--artifact", Kind.ARTIFACT);

    private ServedOptions() {}

    /** What a name of a file means. */
    enum Kind {
        /** The daemon's own. */
        FIXED,
        /** A file of the daemon's machine, which no caller names. */
        REFUSED,
        /** A selector, in which {@code @FILE} is a file. */
        SELECTOR,
        /** A directory of the client, which receives the files at the end. */
        REPORTS,
        /** What was uploaded, or an artifact that the daemon may read. */
        ARTIFACT
    }

    /** Empty for an option that names no file. */
    static Optional<Kind> kind(ArgSpec option) {
        return option.isOption() ? Optional.ofNullable(KINDS.get(UsageWords.name(option))) : Optional.empty();
    }

    /** @throws RefusedException where a caller elsewhere may not give this value */
    static void refuse(ArgSpec option, String value) throws RefusedException {
        var name = UsageWords.name(option);
        var kind = kind(option);
        if (kind.filter(Kind.FIXED::equals).isPresent()) {
            throw refused(name + ": the daemon has the files and the records of its sites", "leave it out");
        }
        if (kind.filter(Kind.REFUSED::equals).isPresent()) {
            throw refused(name + " names a file, which no daemon reads or writes for a caller", "leave it out");
        }
        if (kind.filter(Kind.SELECTOR::equals).isPresent() && value.contains("@")) {
            throw refused(
                    name + ": @FILE names a file, which no daemon reads for a caller",
                    "name the hosts, groups or labels themselves");
        }
    }

    private static RefusedException refused(String what, String next) {
        return new RefusedException(Reason.USAGE, List.of(what), next);
    }
}
