package dev.sluice.artifact;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;

/**
 * A tar archive, packed or not, read from the start each time.
 *
 * @param first opens it when the manifest is made
 * @param again opens it afterwards, when the manifest defines what must be in it
 */
record TarSource(Path file, ArchiveFormat format, ChannelOpener first, ChannelOpener again, ArtifactLimits limits)
        implements EntrySource {
    @Override
    public EntryReading open() throws IOException {
        return new TarReading(file.toString(), format, Channels.newInputStream(first.open()), limits);
    }

    @Override
    public EntryReading reopen(Manifest manifest) throws IOException {
        return new TarReading(file.toString(), format, Channels.newInputStream(again.open()), limits);
    }
}
