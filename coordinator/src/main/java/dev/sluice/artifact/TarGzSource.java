package dev.sluice.artifact;

import java.io.IOException;
import java.nio.file.Path;

/** A tar archive compressed with gzip, read from its beginning each time. */
record TarGzSource(Path file, FileOpener opener, ArtifactLimits limits) implements EntrySource {
    @Override
    public EntryReading open() throws IOException {
        return new TarReading(file.toString(), opener.open(file), limits);
    }

    @Override
    public EntryReading reopen(Manifest manifest) throws IOException {
        return open();
    }
}
