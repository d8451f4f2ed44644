package dev.sluice.readiness;

import dev.sluice.step.HostFacts.OddPart;

/** What it means that a directory of a site's layout, or one above it, is something else. */
final class LayoutParts {
    private LayoutParts() {}

    static Blocker blocker(OddPart part) {
        var at = part.at();
        return switch (part.found()) {
            case LINK -> link(part);
            case FOREIGN -> foreign(part);
            case DANGLING ->
                new Blocker(
                        "layout",
                        at + " leads nowhere",
                        "it is a link to '" + part.leads()
                                + "', which does not exist, and Sluice needs a directory there",
                        "mount what it leads to, or remove the link; then run the same command again");
            case FILE -> notDirectory(part, "a file");
            case SPECIAL -> notDirectory(part, "a FIFO, socket or device");
        };
    }

    /** PHP resolves links: it finds neither {@code .sluice} above a release nor the releases below the site. */
    private static Blocker link(OddPart part) {
        return new Blocker(
                "releases",
                "releases is a link",
                part.at() + " leads to '" + part.leads()
                        + "', and PHP finds the site's directory only above the real one",
                "move the whole site there: set path to a directory on that disk, which current, releases,"
                        + " shared and .sluice are in, and make the old path a link to it");
    }

    private static Blocker foreign(OddPart part) {
        if (part.leads().isEmpty()) {
            return new Blocker(
                    "layout",
                    part.at() + " belongs to another account",
                    "that account can replace what Sluice keeps there",
                    "check what is in it; then remove it, or give it to the deploy user: chown -R");
        }
        return new Blocker(
                "layout",
                part.at() + " is a link of another account",
                "it leads to '" + part.leads() + "', and that account can change it",
                "check where it leads; then make it a link of your own (chown -h), or a directory");
    }

    private static Blocker notDirectory(OddPart part, String what) {
        return new Blocker(
                "layout",
                part.at() + " is " + what,
                "Sluice needs a directory there",
                "move it away, or correct path in the inventory");
    }
}
