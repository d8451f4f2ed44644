package dev.sluice.it.refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Builds that are refused as they are read: how each is made, and the words of the refusal. */
@SuppressWarnings("ImmutableEnumChecker") // what writes keeps nothing
enum UselessBuild {
    PATH_UPWARDS("path with .. (1): \"../evil.php\"", tar -> file(tar, "../evil.php")),
    PATH_FROM_THE_ROOT("absolute path (1)", tar -> put(tar, new TarArchiveEntry("/etc/evil.php", true))),
    LINK_OUT_OF_THE_TREE(
            "symbolic link out of the tree (1): \"public/out\"",
            tar -> link(tar, "public/out", TarConstants.LF_SYMLINK, "/etc")),
    FILE_THROUGH_A_LINK("not a directory of the artifact (1)", tar -> {
        link(tar, "lib", TarConstants.LF_SYMLINK, "public");
        file(tar, "lib/x.php");
    }),
    HARD_LINK("hard link (1)", tar -> link(tar, "public/b.php", TarConstants.LF_LINK, "public/index.php")),
    /** Of which a copy by root would be the real one. */
    DEVICE("\"public/null\" (character device)", tar -> link(tar, "public/null", TarConstants.LF_CHR, "")),
    /** Would replace Sluice's own endpoint. */
    ENDPOINT("public/_sluice.php", tar -> file(tar, "public/_sluice.php")),
    FIFO("FIFO", tar -> link(tar, "pipe", TarConstants.LF_FIFO, "")),
    NOTHING("artifact has no files: it has 0 bytes", tar -> {}) {
        @Override
        byte[] sent(byte[] whole) {
            return new byte[0];
        }
    },
    CUT_OFF("build.tar.gz cannot be read as ", tar -> file(tar, "public/other.php")) {
        @Override
        byte[] sent(byte[] whole) {
            return Arrays.copyOf(whole, whole.length / 2);
        }
    },
    DOT_FILES("artifact has no files", tar -> file(tar, ".env")) {
        @Override
        void others(TarArchiveOutputStream tar) {
            // Only what the constant adds.
        }
    },
    CONTROL_CHARACTER("control character in a name (1)", tar -> file(tar, "public/a\nb.php")),
    LONG_NAME("name that is too long (1)", tar -> file(tar, "public/" + "n".repeat(256))),
    DEEP_PATH("path that is too deep (1)", tar -> file(tar, "d/".repeat(101) + "x.php")),
    BOMB("as a zip bomb does", tar -> {
        var entry = new TarArchiveEntry("public/zeros");
        entry.setSize(120_000_000);
        tar.putArchiveEntry(entry);
        var zeros = new byte[1_000_000];
        for (int i = 0; i < 120; i++) {
            tar.write(zeros);
        }
        tar.closeArchiveEntry();
    }),
    OTHER_DIGEST("its .sha256 contains " + "0".repeat(64), tar -> {}) {
        @Override
        Map<String, String> beside() {
            return Map.of("build.tar.gz.sha256", "0".repeat(64) + "  build.tar.gz\n");
        }
    };

    private final String named;
    private final Writer writer;

    /** Adds what is wrong. */
    private interface Writer {
        void to(TarArchiveOutputStream tar) throws IOException;
    }

    UselessBuild(String named, Writer writer) {
        this.named = named;
        this.writer = writer;
    }

    /** What the refusal has to contain. */
    String named() {
        return named;
    }

    /** Files that are beside the build, by their names. */
    Map<String, String> beside() {
        return Map.of();
    }

    void others(TarArchiveOutputStream tar) throws IOException {
        file(tar, "public/index.php");
    }

    /** What of the archive is there. */
    byte[] sent(byte[] whole) {
        return whole;
    }

    /** Writes {@code build.tar.gz}, and what is beside it. */
    Path writeTo(Path directory) throws IOException {
        for (var file : beside().entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        return Files.write(directory.resolve("build.tar.gz"), sent(archive()));
    }

    private byte[] archive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            others(tar);
            writer.to(tar);
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream tar, String name) throws IOException {
        put(tar, new TarArchiveEntry(name));
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
        var content = "<?php // a page\n".getBytes(StandardCharsets.UTF_8);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, byte type, String target) throws IOException {
        var entry = new TarArchiveEntry(name, type);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
