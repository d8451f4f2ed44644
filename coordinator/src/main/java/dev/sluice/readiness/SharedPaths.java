package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.step.HostFacts.UnfitShared;
import dev.sluice.step.HostFacts.UnfitShared.Want;
import java.util.Locale;

/** What it means that a shared path is not what the playbook declares. */
final class SharedPaths {
    private static final String TOPIC = "shared paths";

    private SharedPaths() {}

    /** @param user the deploy user */
    static Blocker blocker(UnfitShared unfit, HostText user) {
        var at = unfit.at();
        var declared = "release.shared declares " + unfit.path() + " as a " + word(unfit.want());
        return switch (unfit.found()) {
            case DANGLING ->
                blocker(
                        at + " leads nowhere",
                        "it is a link to '" + unfit.leads() + "', which does not exist; " + declared,
                        "mount what it leads to, or remove the link; then run the same command again");
            case DIRECTORY, FILE, SPECIAL ->
                blocker(
                        at + " is "
                                + (unfit.found() == UnfitShared.Found.SPECIAL
                                        ? "a FIFO, socket or device"
                                        : "a " + word(unfit.found())),
                        declared,
                        unfit.want() == Want.FILE && unfit.found() == UnfitShared.Found.DIRECTORY
                                ? "remove the directory and put the file there, or list it under release.shared.directories"
                                : "move it away, or correct release.shared in the playbook");
            case CLOSED ->
                blocker(
                        user + " may not enter " + at,
                        "whether " + unfit.path() + " exists in it is unknown; " + declared,
                        "give " + user + " the permission to enter it (chmod o+x, or setfacl -m u:" + user.shellWord()
                                + ":x)");
            case UNWRITABLE ->
                blocker(
                        user + " may not create " + unfit.path() + " in " + at,
                        "it does not exist yet; " + declared,
                        "create it on the host for PHP's user, or give " + at + " to " + user);
            case READ_ONLY ->
                blocker(
                        at + " is on a file system that is mounted read-only",
                        declared + ", and PHP cannot write there",
                        "mount it read-write (a disk with errors becomes read-only: dmesg), or take it out of release.shared");
        };
    }

    private static Blocker blocker(String what, String why, String next) {
        return new Blocker(TOPIC, what, why, next);
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
