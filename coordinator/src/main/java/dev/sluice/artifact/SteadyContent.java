package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** The bytes of a file whose size is the same at the end as at the start, and which is still the same file. */
final class SteadyContent extends InputStream {
    private final SeekableByteChannel file;
    private final Check check;
    private long left;

    /** Checks that the name still leads to the same, unchanged file. */
    interface Check {
        void run() throws IOException;
    }

    SteadyContent(SeekableByteChannel file, long size, Check check) {
        this.file = file;
        this.left = size;
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            check.run();
            return -1;
        }
        int read = file.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, left)));
        if (read < 0) {
            throw HeldDirectory.changed();
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
