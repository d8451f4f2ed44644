package dev.sluice.operation;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.Problem;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.InventoryDocument;
import dev.sluice.inventory.InventoryFile;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RecordBinding;
import dev.sluice.playbook.Notification;
import dev.sluice.playbook.PlaybookDocument;
import dev.sluice.playbook.PlaybookFile;
import dev.sluice.playbook.TargetCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The two files of a project, as far as they can be used.
 *
 * @param inventory empty where the file has problems of its own
 * @param playbook the same
 * @param problems everything that is wrong in either file, or between them
 */
public record ProjectFiles(
        Path inventoryFile,
        Path playbookFile,
        Optional<InventoryDocument> inventory,
        Optional<PlaybookDocument> playbook,
        List<Problem> problems) {
    public ProjectFiles {
        problems = List.copyOf(problems);
    }

    /** Reads and checks both files; touches no host and resolves no secret. */
    public static ProjectFiles read(Path inventoryFile, Path playbookFile) {
        var problems = new ArrayList<Problem>();
        var inventory = collect(problems, () -> InventoryFile.read(inventoryFile));
        var playbook = collect(problems, () -> PlaybookFile.read(playbookFile));
        if (inventory.isPresent() && playbook.isPresent()) {
            problems.addAll(TargetCheck.of(playbook.get(), inventory.get().inventory()));
        }
        return new ProjectFiles(inventoryFile, playbookFile, inventory, playbook, problems);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws InvalidDocumentException;
    }

    private static <T> Optional<T> collect(List<Problem> problems, Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (InvalidDocumentException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** @throws InvalidDocumentException with all problems, where there are some */
    public void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new InvalidDocumentException(problems);
        }
    }

    /** The fleet that the files name: a name counts where the rest of its file is wrong, too. Empty where one is not written. */
    public Optional<FleetName> fleet() {
        var who = inventory.map(document -> document.inventory().name()).or(() -> new WrittenName(inventoryFile)
                .value("name"));
        var site = playbook.map(document -> document.playbook().name())
                .or(() -> new WrittenName(playbookFile).value("name"));
        return who.flatMap(name -> site.map(of -> new FleetName(name, of, binding())));
    }

    /** Who is notified; of a playbook with errors, as far as that part of it can be read. */
    List<Notification> notified() {
        return playbook.map(document -> document.playbook().notifications())
                .orElseGet(() -> PlaybookFile.notifications(playbookFile));
    }

    /** The hosts of the inventory; none where it has errors. */
    List<Host> hosts() {
        return inventory.map(document -> document.inventory().hosts()).orElse(List.of());
    }

    private RecordBinding binding() {
        return inventory
                .map(document -> RecordBinding.of(document.inventory()))
                .orElseGet(() -> new RecordBinding(new WrittenName(inventoryFile).value("project"), Set.of()));
    }
}
