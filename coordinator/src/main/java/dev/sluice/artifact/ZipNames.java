package dev.sluice.artifact;

import dev.sluice.artifact.FoundEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** What the attributes of a zip entry mean, which depends on the system that packed it. */
final class ZipNames {
    /** APPNOTE 4.4.2.2: systems whose upper sixteen attribute bits are a mode. */
    private static final int UNIX = 3;

    private static final int MAC_OS_X = 19;

    private static final int TYPE = 0170000;

    private ZipNames() {}

    /** As UTF-8, with U+FFFD for what is not; Info-ZIP under LANG=C has the real name in an extra field. */
    static String name(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        CRC32 crc = new CRC32();
        crc.update(raw);
        if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField field
                && field.getNameCRC32() == crc.getValue()) {
            return new String(field.getUnicodeName(), StandardCharsets.UTF_8);
        }
        return new String(raw, StandardCharsets.UTF_8);
    }

    /** Type and permission bits; without any the entry is from a system that has none. */
    static int mode(ZipArchiveEntry entry) {
        return isUnix(entry) ? (int) (entry.getExternalAttributes() >> 16) & 0xFFFF : 0;
    }

    static Kind kind(ZipArchiveEntry entry) {
        return switch (mode(entry) & TYPE) {
            case 0 -> name(entry).endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
            case 0100000 -> Kind.FILE;
            case 0040000 -> Kind.DIRECTORY;
            case 0120000 -> Kind.LINK;
            default -> Kind.SPECIAL;
        };
    }

    /** Why an entry cannot be read, or could be read in two ways. */
    static Optional<String> unsupported(ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return Optional.of("encrypted");
        }
        if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
            return Optional.of("compression method " + entry.getMethod());
        }
        if (!isUnix(entry) && name(entry).indexOf('\\') >= 0) {
            return Optional.of("a backslash, from a packer for Windows");
        }
        if (kind(entry) != Kind.DIRECTORY && name(entry).endsWith("/")) {
            return Optional.of("a directory by its name, but not by its mode");
        }
        return kind(entry) == Kind.DIRECTORY && entry.getSize() > 0
                ? Optional.of("a directory with content")
                : Optional.empty();
    }

    /** A link's target is its content. A target that is too long is cut just above the limit. */
    static String target(InputStream content, ArtifactLimits limits) throws IOException {
        return new String(content.readNBytes(limits.pathBytes() + 1), StandardCharsets.UTF_8);
    }

    private static boolean isUnix(ZipArchiveEntry entry) {
        return entry.getPlatform() == UNIX || entry.getPlatform() == MAC_OS_X;
    }
}
