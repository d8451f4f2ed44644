package dev.sluice.artifact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Kinds of archives that can be released, by their content and by their names. */
enum ArchiveFormat {
    TAR("tar", "tar -tf", ".*\\.tar"),
    TAR_GZ("tar packed with gzip", "gzip -t` and `tar -tzf", ".*\\.(tar\\.gz|tgz)"),
    TAR_ZST("tar packed with zstd", "zstd -t` and `tar --zstd -tf", ".*\\.(tar\\.zst|tzst)"),
    ZIP("zip", "unzip -t", ".*\\.zip");

    /** Bytes from the start of a file that identify its format. */
    static final int BEGINNING = TarConstants.DEFAULT_RCDSIZE;

    static final String NAMES = ".tar, .tar.gz or .tgz, .tar.zst, .zip";

    private static final List<Foreign> FOREIGN = List.of(
            new Foreign("packed with bzip2", 'B', 'Z', 'h'),
            new Foreign("packed with xz", 0xFD, '7', 'z', 'X', 'Z', 0),
            new Foreign("a 7z archive", '7', 'z', 0xBC, 0xAF, 0x27, 0x1C),
            new Foreign("a RAR archive", 'R', 'a', 'r', '!'),
            new Foreign("packed with lz4", 0x04, 0x22, 0x4D, 0x18));

    private final String shown;
    private final String tools;
    private final String names;

    ArchiveFormat(String shown, String tools, String names) {
        this.shown = shown;
        this.tools = tools;
        this.names = names;
    }

    /** The format by the name; empty for a name without one. */
    static Optional<ArchiveFormat> ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> lower.matches("(?s)" + format.names))
                .findFirst();
    }

    /** The format by the first bytes, as many as there are; empty where it is none of these. */
    static Optional<ArchiveFormat> ofContent(byte[] start) {
        if (starts(start, 0x1F, 0x8B)) {
            return Optional.of(TAR_GZ);
        }
        if (starts(start, 0x28, 0xB5, 0x2F, 0xFD) || isSkippableFrame(start)) {
            return Optional.of(TAR_ZST);
        }
        if (starts(start, 'P', 'K', 3, 4) || starts(start, 'P', 'K', 5, 6)) {
            return Optional.of(ZIP);
        }
        return isTar(start) ? Optional.of(TAR) : Optional.empty();
    }

    /** The name of a known format that cannot be released. */
    static Optional<String> foreign(byte[] start) {
        return FOREIGN.stream()
                .filter(foreign -> starts(start, foreign.magic()))
                .map(Foreign::shown)
                .findFirst();
    }

    /** For messages. */
    String shown() {
        return shown;
    }

    InvalidArtifactException damaged(String artifact, String why, Throwable cause) {
        return new InvalidArtifactException(
                "artifact " + ShownText.of(artifact) + " cannot be read as " + shown + ": " + ShownText.of(why)
                        + ". It is damaged, truncated or something else. Next: see what `" + tools
                        + "` reports, then build or fetch it again.",
                cause);
    }

    /** Parallel packers start with one. */
    private static boolean isSkippableFrame(byte[] start) {
        return start.length >= 4
                && (start[0] & 0xF0) == 0x50
                && starts(Arrays.copyOfRange(start, 1, 4), 0x2A, 0x4D, 0x18);
    }

    /** V7's tar has no magic number, but its header has a checksum; an empty tar is its end mark. */
    private static boolean isTar(byte[] start) {
        if (start.length < BEGINNING) {
            return false;
        }
        String magic = new String(start, 257, 5, StandardCharsets.ISO_8859_1);
        return magic.equals("ustar") || isEmpty(start) || hasChecksum(start);
    }

    private static boolean hasChecksum(byte[] header) {
        try {
            return TarUtils.verifyCheckSum(header);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isEmpty(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean starts(byte[] start, int... magic) {
        if (start.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((start[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static final class Foreign {
        private final String shown;
        private final int[] magic;

        Foreign(String shown, int... magic) {
            this.shown = shown;
            this.magic = magic;
        }

        String shown() {
            return shown;
        }

        int[] magic() {
            return magic;
        }
    }
}
