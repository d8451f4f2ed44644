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
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code <state>/<inventory>/<site>/<rollout>/}: the directory of the records, accessible to their owner only. */
final class StateDirectory {
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE = permissions("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY = permissions("rwx------");

    /** What the readers of the inventory and the playbook allow as parts of a fleet's name, checked again before they become a path. */
    private static final Predicate<String> NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}").asMatchPredicate();

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
        for (var name : List.of(fleet.inventory(), fleet.site())) {
            if (!NAME.test(name)) {
                throw new JournalException("'" + name + "' is not a valid name for a directory in " + root
                        + ": 1 to 64 letters, digits, dots, dashes and underscores, the first a letter or digit");
            }
        }
        return root.resolve(fleet.inventory()).resolve(fleet.site());
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
            for (var site : names(root.resolve(inventory), NAME)) {
                fleets.add(new FleetName(inventory, site));
            }
        }
        return fleets;
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
