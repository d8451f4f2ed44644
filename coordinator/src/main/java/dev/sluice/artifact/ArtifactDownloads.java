package dev.sluice.artifact;

import dev.sluice.artifact.ArtifactLocation.Remote;
import java.io.IOException;
import java.nio.file.Path;

/** Port: artifacts of web servers, kept on this machine by their digest. */
public interface ArtifactDownloads {
    /**
     * The file, downloaded unless an earlier command did so. Its {@code .sha256} is beside it.
     *
     * @throws IOException when it cannot be had whole and with its digest; the message is for people
     */
    Path fetch(Remote artifact) throws IOException;

    /** The same with {@code NAME.sig} beside it, from the same directory of the web server. */
    Path fetchSigned(Remote artifact) throws IOException;
}
