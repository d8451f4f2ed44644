package dev.sluice.artifact;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A zip archive, read by its central directory, entry by entry in the order of the file.
 *
 * @param first opens it when the manifest is made
 * @param again opens it afterwards, when the manifest defines what must be in it
 */
record ZipSource(Path file, ChannelOpener first, ChannelOpener again, ArtifactLimits limits) implements EntrySource {
    @Override
    public EntryReading open() throws IOException {
        return ZipReading.of(file.toString(), first.open(), limits);
    }

    @Override
    public EntryReading reopen(Manifest manifest) throws IOException {
        return ZipReading.of(file.toString(), again.open(), limits);
    }
}
