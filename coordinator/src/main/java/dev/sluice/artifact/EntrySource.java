package dev.sluice.artifact;

import java.io.IOException;

/** Where entries come from. Each kind of artifact is one implementation. */
interface EntrySource {
    /** Every entry, in the source's own order. */
    EntryReading open() throws IOException;

    /** Once more, for the entries of a manifest that came from this source; it may give others too. */
    EntryReading reopen(Manifest manifest) throws IOException;
}
