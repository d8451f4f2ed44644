package dev.sluice.readiness;

import dev.sluice.artifact.Manifest;
import dev.sluice.document.HarmlessText;
import dev.sluice.playbook.ReleaseSettings.Shared;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an artifact has at paths that are shared. The link into {@code shared} takes its place, so that most of it is never served. */
record SharedContent(Manifest manifest, Shared shared) {
    private static final int NAME_CHARS = 100;

    /** One line for each shared path whose content in the artifact is lost, or reaches new hosts only. */
    List<String> cautions() {
        return Stream.concat(
                        shared.files().stream().map(this::atFile),
                        shared.directories().stream().map(this::atDirectory))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> atFile(String path) {
        return manifest.entry(path).map(entry -> switch (entry.type()) {
            case DIRECTORY ->
                shown(path)
                        + " is a shared file, and the artifact has a directory there: nothing of it is released; move the"
                        + " path to release.shared.directories, or correct it";
            case FILE, LINK ->
                shown(path) + " is a shared file: the artifact's own is not released, and each host serves its shared/"
                        + shown(path) + "; add it to release.exclude if that is meant";
        });
    }

    private Optional<String> atDirectory(String path) {
        return manifest.entry(path).flatMap(entry -> switch (entry.type()) {
            case FILE ->
                Optional.of(shown(path)
                        + " is a shared directory, and the artifact has a file there, which is not released; move the path to"
                        + " release.shared.files, or correct it");
            case LINK -> Optional.empty();
            case DIRECTORY -> seeds(path);
        });
    }

    /** Files whose names begin with a dot only keep a directory in version control. */
    private Optional<String> seeds(String path) {
        long files = manifest.entries().stream()
                .filter(entry -> entry.type() == Manifest.Type.FILE)
                .map(Manifest.Entry::path)
                .filter(file -> file.startsWith(path + "/") && !file.contains("/."))
                .count();
        return Optional.of(shown(path) + " is shared: its " + files
                        + " files of the artifact go to hosts that have no shared/" + shown(path)
                        + " yet, and the others keep what they have")
                .filter(line -> files > 0);
    }

    private static String shown(String path) {
        return HarmlessText.line(path, NAME_CHARS);
    }
}
