package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.jspecify.annotations.Nullable;

/**
 * Checks each header before the library does, for what commons-compress 1.28.0 accepts: a missing end mark, the only sign that {@code tar | gzip} was
 * truncated between two entries; a wrong checksum; something behind the end; the slash that it removes from the start of a long name; and bytes that
 * are not UTF-8, which it makes question
 * marks. So that no byte is lost it reads names as ISO 8859-1; pax headers are UTF-8 in any case.
 */
final class StrictTar extends TarArchiveInputStream {
    private static final ZipEncoding BYTES = ZipEncodingHelper.getZipEncoding(StandardCharsets.ISO_8859_1);

    private byte[] header = new byte[TarConstants.DEFAULT_RCDSIZE];
    private String longName = "";
    private String longTarget = "";
    private boolean ended;
    private boolean goesOn;
    private boolean damaged;

    StrictTar(InputStream in) {
        // Blocks of one record: of a larger last block it would skip whatever is in it.
        super(in, TarConstants.DEFAULT_RCDSIZE, TarConstants.DEFAULT_RCDSIZE, StandardCharsets.ISO_8859_1.name());
    }

    /** Null at the end. */
    @Nullable
    TarArchiveEntry nextHeader() throws IOException {
        longName = "";
        longTarget = "";
        TarArchiveEntry entry = getNextEntry();
        if (damaged) {
            throw new IOException("a header has a wrong checksum");
        }
        return entry;
    }

    /** With U+FFFD for what is not UTF-8, and with a slash in front where it had one. */
    String name(TarArchiveEntry entry) throws IOException {
        String written = longName.isEmpty() ? new TarArchiveEntry(header, BYTES).getName() : longName;
        String name = decoded(withoutSlashes(entry.getName()), withoutSlashes(written));
        return written.startsWith("/") ? "/" + name : name;
    }

    String target(TarArchiveEntry entry) throws IOException {
        String written = longTarget.isEmpty() ? new TarArchiveEntry(header, BYTES).getLinkName() : longTarget;
        return decoded(entry.getLinkName(), written);
    }

    void checkEnd() throws IOException {
        if (!ended) {
            throw new IOException("it ends without tar's end mark");
        }
        for (int b = in.read(); b >= 0; b = in.read()) {
            goesOn |= b != 0;
        }
        if (goesOn) {
            throw new IOException("it continues after tar's end mark");
        }
    }

    @Override
    protected boolean isEOFRecord(byte @Nullable [] block) {
        boolean end = super.isEOFRecord(block);
        if (block == null) {
            return end;
        }
        if (end) {
            ended = true;
            return true;
        }
        goesOn |= ended;
        damaged |= !TarUtils.verifyCheckSum(block);
        header = block.clone();
        return false;
    }

    @Override
    protected byte @Nullable [] getLongNameData() throws IOException {
        boolean ofTarget = getCurrentEntry().isGNULongLinkEntry();
        byte[] data = super.getLongNameData();
        String text = data == null ? "" : new String(data, StandardCharsets.ISO_8859_1);
        longName = ofTarget ? longName : text;
        longTarget = ofTarget ? text : longTarget;
        return data;
    }

    /** A value that differs from the header, byte by byte, is from a pax header and is decoded. */
    private static String decoded(String value, String written) {
        return value.equals(written)
                ? new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                : value;
    }

    private static String withoutSlashes(String name) {
        int start = 0;
        int end = name.length();
        while (start < end && name.charAt(start) == '/') {
            start++;
        }
        while (end > start && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(start, end);
    }
}
