package dev.sluice.readiness;

import dev.sluice.artifact.Manifest;
import dev.sluice.document.HarmlessText;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What an artifact's tree means for the site that it is released to. */
public record ReleaseTree(Manifest manifest, ReleaseSettings settings) {
    private static final int NAME_CHARS = 100;

    /** Who changes a release after its files are staged. */
    public enum Prepared {
        BY_NO_TASK,
        BY_TASKS
    }

    /**
     * The files below one directory of the tree's top, or those beside the directories.
     *
     * @param name empty for the files beside the directories
     */
    public record Directory(String name, int files, long bytes) {}

    /** The largest first. */
    public List<Directory> directories() {
        var found = new TreeMap<String, Directory>();
        manifest.entries().stream()
                .filter(entry -> entry.type() != Manifest.Type.DIRECTORY)
                .map(entry -> new Directory(top(entry), 1, entry.size()))
                .forEach(one -> found.merge(one.name(), one, ReleaseTree::sum));
        return found.values().stream()
                .sorted(Comparator.comparing(Directory::bytes).reversed().thenComparing(Directory::name))
                .toList();
    }

    private static String top(Manifest.Entry entry) {
        int slash = entry.path().indexOf('/');
        return slash < 0 ? "" : HarmlessText.line(entry.path().substring(0, slash), NAME_CHARS);
    }

    private static Directory sum(Directory one, Directory other) {
        return new Directory(one.name(), one.files() + other.files(), one.bytes() + other.bytes());
    }

    /**
     * What is likely a mistake.
     *
     * @param prepared whether tasks change the release before it is served
     */
    public List<String> cautions(Prepared prepared) {
        var cautions = new ArrayList<String>();
        if (settings.base() == ReleaseSettings.Base.LINK && prepared == Prepared.BY_TASKS) {
            cautions.add(
                    "release.base is link, and there are prepare tasks: one that writes into a file of the release changes the live"
                            + " release too; set it to copy unless they only make new files");
        }
        cautions.addAll(new SharedContent(manifest, settings.shared()).cautions());
        if (isWhole()) {
            onlyDirectory()
                    .map(only -> "everything is in the directory " + only + "/, so that the site begins at /" + only
                            + "/; pack what is in it: tar -C " + only + " …, or set release.docroot")
                    .ifPresent(cautions::add);
        }
        return cautions;
    }

    /** @throws RefusedException when the document root is not in the tree, and not in a shared path */
    public void refuseWithoutDocroot() throws RefusedException {
        var docroot = settings.docroot();
        if (isWhole()
                || isShared(docroot)
                || manifest.entry(docroot).filter(ReleaseTree::leadsOn).isPresent()) {
            return;
        }
        var only = onlyDirectory();
        var next = only.map(name -> "everything is in the directory " + name + "/: pack what is in it: tar -C " + name
                        + " …, or correct release.docroot")
                .orElse("build the artifact with it, or correct release.docroot in the playbook");
        throw new RefusedException(
                Reason.INVALID, List.of("the document root " + docroot + " is not in the artifact"), next);
    }

    private boolean isWhole() {
        return settings.docroot().equals(".");
    }

    private boolean isShared(String path) {
        return settings.shared().directories().stream().anyMatch(shared -> (path + "/").startsWith(shared + "/"));
    }

    private static boolean leadsOn(Manifest.Entry entry) {
        return entry.type() != Manifest.Type.FILE;
    }

    private Optional<String> onlyDirectory() {
        var directories = directories();
        return directories.size() == 1
                ? Optional.of(directories.get(0).name()).filter(name -> !name.isEmpty())
                : Optional.empty();
    }
}
