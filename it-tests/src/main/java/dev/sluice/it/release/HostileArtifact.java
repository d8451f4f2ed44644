package dev.sluice.it.release;

import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Builds that nobody should unpack. */
public enum HostileArtifact {
    /** Leaves the release's directory upwards. */
    UPWARDS("../evil.php", TarConstants.LF_NORMAL, ""),
    /** A link out of the release, and a file through it. */
    LINK_OUTSIDE("public/out", TarConstants.LF_SYMLINK, "/etc"),
    /** A device, of which a copy by root would be the real one. */
    DEVICE("public/null", TarConstants.LF_CHR, ""),
    /** A name that would replace Sluice's own endpoint. */
    ENDPOINT("public/_sluice.php", TarConstants.LF_NORMAL, ""),
    /** A whole archive cut off in the middle. */
    CUT_OFF("cut-off.tar.gz", TarConstants.LF_NORMAL, "");

    private final String entry;
    private final byte type;
    private final String target;

    HostileArtifact(String entry, byte type, String target) {
        this.entry = entry;
        this.type = type;
        this.target = target;
    }

    /** What a message about it must name. */
    public String named() {
        return entry;
    }

    /** Writes a {@code .tar.gz} into a directory. */
    public Path writeTo(Path directory) throws IOException {
        Path file = directory.resolve(this == CUT_OFF ? entry : "build.tar.gz");
        try (var out = Files.newOutputStream(file)) {
            write(out);
        }
        if (this == CUT_OFF) {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        }
        return file;
    }

    private void write(OutputStream out) throws IOException {
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            file(tar, "public/index.php");
            if (this == CUT_OFF) {
                file(tar, "public/other.php");
                return;
            }
            var hostile = new TarArchiveEntry(entry, type, true);
            hostile.setLinkName(target);
            hostile.setSize(0);
            tar.putArchiveEntry(hostile);
            tar.closeArchiveEntry();
        }
    }

    private static void file(TarArchiveOutputStream tar, String name) throws IOException {
        byte[] content =
                ("<?php // " + SampleSite.of("hostile") + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
