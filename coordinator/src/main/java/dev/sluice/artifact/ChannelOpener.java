package dev.sluice.artifact;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** Opens the bytes of an archive. */
interface ChannelOpener {
    SeekableByteChannel open() throws IOException;
}
