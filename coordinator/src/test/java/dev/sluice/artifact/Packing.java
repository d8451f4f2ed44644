package dev.sluice.artifact;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The ways in which a test packs what it wants to see refused, or released. */
enum Packing {
    TAR("shop.tar", "tar"),
    TAR_GZ("shop.tar.gz", "tar packed with gzip"),
    TAR_ZST("shop.tar.zst", "tar packed with zstd"),
    ZIP("shop.zip", "zip");

    private final String file;
    private final String shown;

    Packing(String file, String shown) {
        this.file = file;
        this.shown = shown;
    }

    Path in(Path directory) {
        return directory.resolve(file);
    }

    String shown() {
        return shown;
    }

    OutputStream packing(OutputStream out) throws IOException {
        return switch (this) {
            case TAR, ZIP -> out;
            case TAR_GZ -> new GZIPOutputStream(out);
            case TAR_ZST -> new ZstdOutputStream(out).setChecksum(true);
        };
    }

    private InputStream unpacking(InputStream in) throws IOException {
        return switch (this) {
            case TAR, ZIP -> in;
            case TAR_GZ -> new GZIPInputStream(in);
            case TAR_ZST -> new ZstdInputStream(in);
        };
    }

    byte[] read(Path packed) throws IOException {
        try (InputStream in = unpacking(Files.newInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    Path write(Path packed, byte[] tar) throws IOException {
        try (OutputStream out = packing(Files.newOutputStream(packed))) {
            out.write(tar);
        }
        return packed;
    }
}
