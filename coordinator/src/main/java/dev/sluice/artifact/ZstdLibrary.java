package dev.sluice.artifact;

import com.github.luben.zstd.util.Native;
import java.io.IOException;

/** The native library of zstd, which is unpacked into a temporary directory and loaded from there. */
final class ZstdLibrary {
    private ZstdLibrary() {}

    static boolean isLoadable() {
        try {
            Native.load();
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    static IOException missing(LinkageError cause) {
        return new IOException(
                "zstd's library cannot be loaded from " + System.getProperty("java.io.tmpdir")
                        + "; set TMPDIR to a directory from which programs may be run, or pack with gzip",
                cause);
    }
}
