package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** How the content of a file is reached. */
interface FileOpener {
    InputStream open(Path file) throws IOException;
}
