package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * Sees each header before the library does, for what the library lets pass: a missing end mark, which is all that shows
 * that {@code tar | gzip} was cut short between two entries; a wrong checksum; something behind the end; and the slash
 * that it takes away from the beginning of a long name.
 */
final class StrictTar extends TarArchiveInputStream {
    private boolean ended;
    private boolean goesOn;
    private boolean damaged;
    private boolean absolute;

    StrictTar(InputStream in) {
        super(in, StandardCharsets.UTF_8.name());
    }

    @Override
    protected boolean isEOFRecord(byte[] record) {
        boolean end = super.isEOFRecord(record);
        if (record == null) {
            return end;
        }
        if (end) {
            ended = true;
            return true;
        }
        goesOn |= ended;
        damaged |= !TarUtils.verifyCheckSum(record);
        absolute = record[0] == '/';
        return false;
    }

    /** Whether the header of the entry that was read last has a name that begins with a slash. */
    boolean isAbsolute() {
        return absolute;
    }

    void checkHeaders() throws IOException {
        if (damaged) {
            throw new IOException("a header has a wrong checksum");
        }
    }

    void checkEnd() throws IOException {
        checkHeaders();
        if (!ended) {
            throw new IOException("it ends without tar's end mark");
        }
        for (int b = in.read(); b >= 0; b = in.read()) {
            goesOn |= b != 0;
        }
        if (goesOn) {
            throw new IOException("it goes on behind tar's end mark");
        }
    }
}
