package dev.sluice.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An archive whose bytes were read, and whose format is known from them.
 *
 * @param notes hints for the user
 */
record Archive(Path file, PinnedFile pinned, ArchiveFormat format, List<String> notes) {
    /** A file that is damaged from its first byte on is read as the format of its name, and fails with that format's message. */
    static Archive of(Path given, Path real, PinnedFile pinned, List<String> notes) {
        if (pinned.size() == 0) {
            throw ArtifactScan.noFiles(given.toString(), "it has 0 bytes");
        }
        Optional<ArchiveFormat> named = ArchiveFormat.ofName(String.valueOf(given.getFileName()));
        ArchiveFormat format = ArchiveFormat.ofContent(pinned.beginning())
                .or(() -> ArchiveFormat.foreign(pinned.beginning()).isPresent() ? Optional.empty() : named)
                .orElseThrow(() -> unsupported(given, pinned));
        List<String> all = new ArrayList<>(notes);
        named.filter(name -> name != format)
                .ifPresent(name -> all.add("content is " + format.shown() + ", though its name is that of "
                        + name.shown() + "; its content counts"));
        return new Archive(real, pinned, format, List.copyOf(all));
    }

    Artifact read(Exclusion exclusion, ArtifactLimits limits) throws IOException {
        return Artifact.read(
                file, source(limits), exclusion, limits, new Artifact.Seen(notes, Optional.of(pinned.sha256())));
    }

    private EntrySource source(ArtifactLimits limits) {
        ChannelOpener again = () -> HeldDirectory.openFile(file);
        return format == ArchiveFormat.ZIP
                ? new ZipSource(file, pinned::channel, again, limits)
                : new TarSource(file, format, pinned::channel, again, limits);
    }

    private static InvalidArtifactException unsupported(Path given, PinnedFile pinned) {
        String what = ArchiveFormat.foreign(pinned.beginning())
                .map(foreign -> "it is " + foreign)
                .orElse("neither its content nor its name is of a known kind");
        return InvalidArtifactException.of(
                given.toString(),
                what + ", and what can be released is a directory or " + ArchiveFormat.NAMES,
                "give the directory itself, or pack it: tar -czf NAME.tar.gz -C TREE .");
    }
}
