package dev.sluice.artifact;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Opens the content of a file, by the handle of its directory. */
interface FileOpener {
    /** openat(2) with {@code O_NOFOLLOW}. */
    FileOpener BY_HANDLE = (directory, name) ->
            directory.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));

    SeekableByteChannel open(SecureDirectoryStream<Path> directory, Path name) throws IOException;
}
