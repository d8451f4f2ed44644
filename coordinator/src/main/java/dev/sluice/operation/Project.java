package dev.sluice.operation;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.Problem;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostSelector;
import dev.sluice.inventory.Inventory;
import dev.sluice.inventory.InventoryDocument;
import dev.sluice.inventory.SelectorCheck;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RecordBinding;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.PlaybookDocument;
import dev.sluice.readiness.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An inventory and a playbook that fit together.
 *
 * @param problems what is wrong with the files, where records of this machine took their place
 */
public record Project(InventoryDocument inventoryDocument, PlaybookDocument playbookDocument, List<Problem> problems) {
    public Project {
        problems = List.copyOf(problems);
    }

    /**
     * Reads and checks both files; touches no host and resolves no secret.
     *
     * @throws InvalidDocumentException with everything that is wrong in either file, or between them
     */
    public static Project read(Path inventoryFile, Path playbookFile) throws InvalidDocumentException {
        return of(ProjectFiles.read(inventoryFile, playbookFile));
    }

    /** @throws InvalidDocumentException with all problems of the files */
    public static Project of(ProjectFiles files) throws InvalidDocumentException {
        files.refuseProblems();
        return new Project(files.inventory().orElseThrow(), files.playbook().orElseThrow(), List.of());
    }

    /** Whether both files could be used. Otherwise records of this machine took the place of one or both, and vouch for no other record. */
    boolean isFromFiles() {
        return problems.isEmpty();
    }

    public Inventory inventory() {
        return inventoryDocument.inventory();
    }

    public Playbook playbook() {
        return playbookDocument.playbook();
    }

    /** Whose records this project reads and continues: of all hosts in its inventory, whatever a command is limited to. */
    public FleetName fleet() {
        return new FleetName(inventory().name(), playbook().name(), RecordBinding.of(inventory()));
    }

    /** The playbook's targets within a limit, a list for each part of its selector. */
    public List<List<Host>> targets(Scope scope) {
        return playbook().targets().selectParts(inventory()).stream()
                .map(part -> part.stream().filter(scope::contains).toList())
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * Reads selectors from the command line; a file that one names is relative to the working directory.
     *
     * @throws RefusedException when one cannot be read, or has a term that chooses nothing
     */
    public Scope scope(Optional<String> limit, Optional<String> exclude) throws RefusedException {
        return new Scope(selector("--limit", limit), selector("--exclude", exclude));
    }

    private Optional<HostSelector> selector(String option, Optional<String> text) throws RefusedException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var selector = HostSelector.parse(List.of(text.get()), Path.of(""));
            var findings = SelectorCheck.of(selector, inventory());
            if (!findings.isEmpty()) {
                throw refused(
                        option,
                        findings.stream().map(SelectorCheck.Finding::message).toList());
            }
            return Optional.of(selector);
        } catch (IllegalArgumentException e) {
            throw refused(option, List.of(String.valueOf(e.getMessage())));
        }
    }

    private static RefusedException refused(String option, List<String> messages) {
        return new RefusedException(
                RefusedException.Reason.USAGE,
                messages.stream().map(message -> option + ": " + message).toList(),
                "");
    }

    /**
     * Which of the targets are meant.
     *
     * @param limit only these
     * @param exclude none of these
     */
    public record Scope(Optional<HostSelector> limit, Optional<HostSelector> exclude) {
        /** All targets. */
        public static final Scope ALL = new Scope(Optional.empty(), Optional.empty());

        boolean contains(Host host) {
            return limit.map(selector -> selector.matches(host)).orElse(true) && !excludes(host);
        }

        /** It is not even contacted, whatever the command. */
        boolean excludes(Host host) {
            return exclude.map(selector -> selector.matches(host)).orElse(false);
        }

        /** All that may be contacted. */
        Scope unlimited() {
            return new Scope(Optional.empty(), exclude);
        }
    }
}
