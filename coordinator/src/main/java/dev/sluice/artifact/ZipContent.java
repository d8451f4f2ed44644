package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Content of one zip entry: exactly the bytes that its size, its checksum and its packed size announce. */
final class ZipContent extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final ZipArchiveEntry entry;
    private final Inflater inflater;
    private final InputStream content;
    private final CRC32 crc = new CRC32();
    private long size;

    ZipContent(InputStream packed, ZipArchiveEntry entry, Inflater inflater) {
        this.entry = entry;
        this.inflater = inflater;
        inflater.reset();
        this.content = isDeflated() ? new InflaterInputStream(packed, inflater, BUFFER) : packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = content.read(buffer, offset, length);
        if (read < 0) {
            checkWhole();
            return -1;
        }
        crc.update(buffer, offset, read);
        size += read;
        if (size > entry.getSize()) {
            throw new IOException(ShownText.quoted(entry.getName()) + " is longer than its size");
        }
        return read;
    }

    private void checkWhole() throws IOException {
        boolean used = !isDeflated() || inflater.getBytesRead() == entry.getCompressedSize();
        if (size != entry.getSize() || crc.getValue() != entry.getCrc() || !used) {
            throw new IOException(ShownText.quoted(entry.getName()) + " does not match its size and checksum");
        }
    }

    private boolean isDeflated() {
        return entry.getMethod() == ZipEntry.DEFLATED;
    }
}
