package dev.sluice.artifact;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** How the bytes of an archive are reached. */
interface ChannelOpener {
    SeekableByteChannel open() throws IOException;
}
