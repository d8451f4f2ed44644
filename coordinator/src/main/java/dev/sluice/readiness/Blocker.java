package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.plan.FleetName;
import dev.sluice.rollout.Failure;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.Machine;
import dev.sluice.step.StepFailure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fact of a host that no release can begin with. It is judged here once: a release refuses with it, and the doctor reports it.
 *
 * @param topic for the doctor, one word or two
 * @param what what is wrong
 * @param why what was seen, or what follows from it
 * @param next what an operator can do
 */
record Blocker(String topic, String what, String why, String next) {
    private static final Pattern INSIDE_A_RELEASE = Pattern.compile("(?:.*/)?releases/([^/]+)/(.*[^/])/*");

    /**
     * Everything that blocks every rollout to a host, in the order in which it is mended.
     *
     * @param path of the site on the host
     */
    static List<Blocker> of(HostFacts facts, FleetName fleet, String path) {
        var machine = facts.machine();
        var others = Stream.of(
                        unwritable(machine, path),
                        missingShared(machine, path),
                        fileSystems(machine),
                        owner(machine, fleet))
                .flatMap(Optional::stream);
        return Stream.of(link(facts).stream(), facts.oddParts().stream().map(LayoutParts::blocker), others)
                .flatMap(blockers -> blockers)
                .toList();
    }

    /** What besides blocks a new release. A rollback stages nothing and makes nothing worse: it is not blocked by it. */
    static List<Blocker> ofRelease(HostFacts facts) {
        var machine = facts.machine();
        return Stream.concat(
                        machine.unfitShared().stream()
                                .filter(unfit -> !facts.hasOddPart(unfit.at())) // reported already
                                .map(unfit -> SharedPaths.blocker(unfit, machine.user())),
                        open(facts).stream())
                .toList();
    }

    /** Another account may write the site's code. */
    private static Optional<Blocker> open(HostFacts facts) {
        return facts.machine()
                .open()
                .map(open -> new Blocker(
                        "permissions",
                        StepFailure.OPEN_TO_OTHERS.what(),
                        open.writer() + " may write " + open.path() + ", and could put code or links there",
                        StepFailure.OPEN_TO_OTHERS.next()));
    }

    private static Optional<Blocker> link(HostFacts facts) {
        return switch (facts.link()) {
            case ABSENT -> Optional.empty();
            case LINK -> facts.live().isPresent() ? Optional.empty() : Optional.of(leadsElsewhere(facts));
            case DIRECTORY, FILE ->
                Optional.of(new Blocker(
                        "current",
                        "current is a " + facts.link().name().toLowerCase(Locale.ROOT) + ", not a link",
                        "only a link can be replaced atomically",
                        "move it to releases/ under a name of its own and make current a link to it"));
            case DANGLING ->
                Optional.of(new Blocker(
                        "current",
                        "current leads nowhere",
                        "it is a link to '" + facts.target() + "'",
                        "point it to a release that exists; nothing is served meanwhile"));
        };
    }

    private static Blocker leadsElsewhere(HostFacts facts) {
        var inside = INSIDE_A_RELEASE.matcher(facts.target().toString());
        if (inside.matches()) {
            var release = "releases/" + inside.group(1);
            return new Blocker(
                    "current",
                    "current leads into a release, not to it",
                    "it is a link to '" + facts.target() + "'",
                    "let the web server's root be <path>/current/" + inside.group(2) + ", set release.docroot to "
                            + inside.group(2) + ", and make current a link to " + release + ", one after the other");
        }
        return new Blocker(
                "current",
                "current leads elsewhere than to a directory in releases/",
                "it is a link to '" + facts.target() + "', which Sluice could neither prove nor return to",
                "move that directory into releases/ and make current a link to it; or remove the link if nothing is to"
                        + " be kept");
    }

    private static Optional<Blocker> unwritable(Machine machine, String path) {
        return machine.unwritable()
                .map(directory -> isAbove(directory.toString(), path)
                        ? new Blocker(
                                "permissions",
                                "the site's directory " + path + " does not exist, and " + machine.user()
                                        + " may not create it",
                                directory + " belongs to another account, or is mounted read-only",
                                "create it on the host: sudo install -d -o "
                                        + machine.user().shellWord() + " " + path)
                        : new Blocker(
                                "permissions",
                                machine.user() + " may not write " + directory,
                                "another account owns it, or it is mounted read-only",
                                "give the directory to " + machine.user()));
    }

    private static boolean isAbove(String directory, String path) {
        return path.startsWith(directory.endsWith("/") ? directory : directory + "/");
    }

    /** What is reported as unfit is not missing besides: a file below a link that leads nowhere is behind that link. */
    private static Optional<Blocker> missingShared(Machine machine, String path) {
        var unfit =
                machine.unfitShared().stream().map(HostFacts.UnfitShared::path).toList();
        return Optional.of(machine.missingSharedFiles().stream()
                        .filter(file -> !unfit.contains(file))
                        .toList())
                .filter(missing -> !missing.isEmpty())
                .map(missing -> new Blocker(
                        "shared files",
                        "shared files are missing",
                        missing.stream().map(HostText::toString).collect(Collectors.joining(", ")),
                        "put them into " + path + "/shared/ on the host, readable for PHP"));
    }

    private static Optional<Blocker> fileSystems(Machine machine) {
        return machine.fileSystems() <= 1
                ? Optional.empty()
                : Optional.of(new Blocker(
                        "file system",
                        "the site spreads over " + machine.fileSystems() + " file systems",
                        "a rename is atomic on one only",
                        "keep current, releases and .sluice on one file system"));
    }

    private static Optional<Blocker> owner(Machine machine, FleetName fleet) {
        return machine.belongsTo()
                .map(owner -> new FleetName(owner.inventory(), owner.site(), owner.project()))
                .flatMap(owner -> stranger(owner, fleet));
    }

    /** The same project may rename its site. An inventory may be another one, such as staging, so that a person confirms it. */
    private static Optional<Blocker> stranger(FleetName owner, FleetName fleet) {
        var project = owner.project();
        if (project.isEmpty() ? owner.hasNamesOf(fleet) : isOfProject(owner, fleet) && hasInventoryOf(owner, fleet)) {
            return Optional.empty();
        }
        if (isOfProject(owner, fleet)) {
            return Optional.of(new Blocker(
                    "path",
                    "the directory belongs to inventory " + owner.inventory() + " of this project",
                    "this is " + fleet,
                    "if the inventory was renamed: sluice adopt; otherwise check the path: two inventories need two"
                            + " directories"));
        }
        return Optional.of(new Blocker(
                "path",
                "the directory belongs to " + owner
                        + project.map(id -> " of project " + id).orElse(""),
                "this is " + fleet
                        + fleet.project()
                                .filter(id -> project.isPresent())
                                .map(id -> " of project " + id)
                                .or(() -> project.map(id -> ", and its inventory names no project"))
                                .orElse(""),
                "check path, project, inventory and site names: two sites need two directories; remove .sluice/host.json"
                        + " on the host only if the directory really changed its purpose"));
    }

    private static boolean isOfProject(FleetName owner, FleetName fleet) {
        return owner.project().isPresent() && owner.project().equals(fleet.project());
    }

    private static boolean hasInventoryOf(FleetName owner, FleetName fleet) {
        return owner.inventory().equals(fleet.inventory());
    }

    /** All blockers of one host as one failure, so that an operator can remove all of them before the next attempt; empty without one. */
    static Optional<Failure> failure(List<Blocker> blockers) {
        return blockers.stream().findFirst().map(first -> {
            var others = blockers.stream()
                    .skip(1)
                    .map(other -> "; besides, " + other.what + ": " + other.why + "; " + other.next)
                    .collect(Collectors.joining());
            return Preflight.failed(first.what, first.why, first.next + others);
        });
    }

    Finding finding() {
        return Finding.problem(topic, what, why, next);
    }
}
