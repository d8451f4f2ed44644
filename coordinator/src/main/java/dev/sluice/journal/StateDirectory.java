package dev.sluice.journal;

import dev.sluice.document.OwnFile;
import dev.sluice.document.UnsafeFileException;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * {@code <state>/<inventory>/<site>@<project>/<rollout>/}: the directory of the records, accessible to their owner only. Fleets whose inventory has no
 * project, and records of versions that did not know it, are in {@code <state>/<inventory>/<site>/<rollout>/}.
 */
final class StateDirectory {
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE = permissions("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY = permissions("rwx------");

    /** What the readers of the inventory and the playbook allow as parts of a fleet's name, checked again before they become a path. */
    private static final Predicate<String> NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}").asMatchPredicate();

    /** In no site's name. */
    private static final char OF_PROJECT = '@';

    private final Path root;

    StateDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    Path root() {
        return root;
    }

    Path of(FleetName fleet) throws JournalException {
        for (var name : List.of(fleet.inventory(), fleet.site(), fleet.project().orElse("none"))) {
            if (!NAME.test(name)) {
                throw new JournalException("'" + name + "' is not a valid name for a directory in " + root
                        + ": 1 to 64 letters, digits, dots, dashes and underscores, the first a letter or digit");
            }
        }
        var project = fleet.project().map(id -> OF_PROJECT + id).orElse("");
        return root.resolve(fleet.inventory()).resolve(fleet.site() + project);
    }

    Path of(FleetName fleet, RolloutId id) throws JournalException {
        return of(fleet).resolve(id.value());
    }

    /** Refuses a directory that others can read or change. */
    void requirePrivate() throws IOException, JournalException {
        try {
            OwnFile.checkPrivate(root);
        } catch (UnsafeFileException e) {
            throw new JournalException(String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            // A missing directory cannot be read by others; it is checked once it is created.
        }
    }

    /** Creates the directory of a fleet. */
    void make(FleetName fleet) throws IOException, JournalException {
        requirePrivate();
        make(of(fleet));
        requirePrivate();
    }

    /** Creates a directory and its parents, each synced into the one above. */
    static void make(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        var parent = directory.getParent();
        if (parent != null) {
            make(parent);
        }
        try {
            Files.createDirectory(directory, PRIVATE_DIRECTORY);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        if (parent != null) {
            sync(parent);
        }
    }

    /** Returns when a file, or the names in a directory, will survive a loss of power. */
    static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    List<FleetName> fleets() throws IOException {
        var fleets = new ArrayList<FleetName>();
        for (var inventory : names(root, NAME)) {
            for (var directory : names(root.resolve(inventory), StateDirectory::isSite)) {
                int at = directory.indexOf(OF_PROJECT);
                fleets.add(
                        at < 0
                                ? new FleetName(inventory, directory)
                                : new FleetName(
                                        inventory,
                                        directory.substring(0, at),
                                        Optional.of(directory.substring(at + 1))));
            }
        }
        return fleets;
    }

    private static boolean isSite(String directory) {
        int at = directory.indexOf(OF_PROJECT);
        return at < 0
                ? NAME.test(directory)
                : NAME.test(directory.substring(0, at)) && NAME.test(directory.substring(at + 1));
    }

    /**
     * The directories that may contain records of a fleet: its own; that of its names without a project, where earlier versions wrote; and those of
     * the same project with other names, which it had before it was renamed.
     */
    List<FleetName> mayHold(FleetName fleet) throws IOException, JournalException {
        of(fleet);
        return fleets().stream()
                .filter(directory -> directory.project().isEmpty()
                        ? directory.hasNamesOf(fleet)
                        : directory.project().equals(fleet.project()))
                .toList();
    }

    /** The record of a rollout, under whatever names it was written. */
    Optional<Path> find(RolloutId id) throws IOException, JournalException {
        for (var fleet : fleets()) {
            var directory = of(fleet, id);
            if (Files.isDirectory(directory)) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    List<RolloutId> rollouts(FleetName fleet) throws IOException, JournalException {
        return names(of(fleet), name -> RolloutId.parse(name).isPresent()).stream()
                .map(RolloutId::new)
                .toList();
    }

    /** The directories in a directory with a matching name, sorted; a directory that is still being created has a name that does not match. */
    private static List<String> names(Path directory, Predicate<String> like) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .filter(like)
                    .sorted()
                    .toList();
        }
    }
}
