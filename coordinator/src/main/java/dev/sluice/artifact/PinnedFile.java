package dev.sluice.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file whose bytes were all read once, and from then on can only be read unchanged: each block has a digest. So the manifest is made from the bytes
 * that a signature or a digest file covers, whatever is written to the file meanwhile, and nothing is parsed before they are verified.
 */
final class PinnedFile {
    private static final int BLOCK = 1 << 20;

    private final Path file;
    private final long size;
    private final byte[] beginning;
    private final List<byte[]> blocks;
    private final String sha256;

    private PinnedFile(Path file, long size, byte[] beginning, List<byte[]> blocks, String sha256) {
        this.file = file;
        this.size = size;
        this.beginning = beginning;
        this.blocks = blocks;
        this.sha256 = sha256;
    }

    /** Another reader of all bytes. */
    interface Observer {
        void update(byte[] bytes, int length);
    }

    static PinnedFile read(Path file, Observer observer) throws IOException {
        MessageDigest whole = Sha256.start();
        List<byte[]> blocks = new ArrayList<>();
        byte[] buffer = new byte[BLOCK];
        byte[] beginning = new byte[0];
        long size = 0;
        try (SeekableByteChannel channel = open(file)) {
            for (int read = fill(channel, buffer); read > 0; read = fill(channel, buffer)) {
                if (size == 0) {
                    beginning = Arrays.copyOf(buffer, Math.min(read, ArchiveFormat.BEGINNING));
                }
                whole.update(buffer, 0, read);
                observer.update(buffer, read);
                blocks.add(digest(buffer, read));
                size += read;
            }
        }
        return new PinnedFile(file, size, beginning, blocks, Sha256.hex(whole));
    }

    static SeekableByteChannel open(Path file) throws IOException {
        return HeldDirectory.openFile(file);
    }

    long size() {
        return size;
    }

    /** The first bytes, as many as identify a format. */
    byte[] beginning() {
        return beginning.clone();
    }

    /** Of all bytes, hexadecimal. */
    String sha256() {
        return sha256;
    }

    /** Fails where the file is no longer what was read. */
    SeekableByteChannel channel() throws IOException {
        return new Checked(open(file));
    }

    private static byte[] digest(byte[] bytes, int length) {
        MessageDigest digest = Sha256.start();
        digest.update(bytes, 0, length);
        return digest.digest();
    }

    private static int fill(SeekableByteChannel channel, byte[] buffer) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(buffer);
        int read = 0;
        while (read >= 0 && target.hasRemaining()) {
            read = channel.read(target);
        }
        return target.position();
    }

    /** Holds one block at a time. */
    private final class Checked implements SeekableByteChannel {
        private final SeekableByteChannel channel;
        private final byte[] block = new byte[BLOCK];
        private long held = -1;
        private int length;
        private long position;

        Checked(SeekableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (position >= size) {
                return -1;
            }
            hold(position / BLOCK);
            int from = (int) (position % BLOCK);
            int count = Math.min(target.remaining(), length - from);
            target.put(block, from, count);
            position += count;
            return count;
        }

        private void hold(long number) throws IOException {
            if (number == held) {
                return;
            }
            held = -1;
            channel.position(number * BLOCK);
            length = fill(channel, block);
            if (!MessageDigest.isEqual(digest(block, length), blocks.get((int) number))) {
                throw new IOException("it was changed while it was read");
            }
            held = number;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = newPosition;
            return this;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException("an artifact is only read");
        }

        @Override
        public SeekableByteChannel truncate(long newSize) {
            throw new UnsupportedOperationException("an artifact is only read");
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
