package dev.sluice.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file with something in the way of its reader. */
abstract class ReadFile implements SeekableByteChannel {
    private final SeekableByteChannel file;

    ReadFile(SeekableByteChannel file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return file.read(target);
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static SeekableByteChannel failingAfter(int bytes, SeekableByteChannel file, IOException failure) {
        return new ReadFile(file) {
            @Override
            public int read(ByteBuffer target) throws IOException {
                if (position() >= bytes) {
                    throw failure;
                }
                int read = super.read(target.slice(target.position(), 1));
                target.position(target.position() + read);
                return read;
            }
        };
    }
}
