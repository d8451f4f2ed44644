package dev.sluice.artifact;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * Where a zip's central directory is, by
 * <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE</a> 4.3, read strictly: readers differ on
 * which of several ends counts, on data before, between and behind, and so on which files exist. Here each record must follow the previous one, to
 * the last byte of the file.
 *
 * @param directory offset of the central directory, which is where the entries end
 * @param entries records in it
 */
record ZipLayout(long directory, long entries) {
    private static final int END = 0x06054B50;
    private static final int END_64 = 0x06064B50;
    private static final int LOCATOR = 0x07064B50;
    private static final int RECORD = 0x02014B50;
    private static final int END_BYTES = 22;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_BYTES = 20;
    private static final int RECORD_BYTES = 46;
    private static final int LONGEST_COMMENT = 0xFFFF;

    /** It is kept in memory. */
    private static final long LARGEST_DIRECTORY = 256L << 20;

    /** @param most records that are accepted */
    static ZipLayout read(SeekableByteChannel zip, long most) throws IOException {
        long end = end(zip);
        ByteBuffer record = bytes(zip, end, END_BYTES);
        if (record.getInt(4) != 0) {
            throw new IOException("it is one part of several");
        }
        Directory directory = directory(zip, end, record);
        if (directory.entries > most || directory.size > LARGEST_DIRECTORY) {
            throw new IOException("it has more than " + most + " entries, or a larger directory than any real one");
        }
        if (directory.offset + directory.size != directory.end) {
            throw new IOException("there is data before it, or between its directory and its end");
        }
        checkRecords(zip, directory);
        return new ZipLayout(directory.offset, directory.entries);
    }

    /** Only the last end record counts, and its comment must be the end of the file. */
    private static long end(SeekableByteChannel zip) throws IOException {
        int length = (int) Math.min(zip.size(), END_BYTES + LONGEST_COMMENT);
        long start = zip.size() - length;
        ByteBuffer tail = bytes(zip, start, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                if (at + END_BYTES + unsigned(tail.getShort(at + 20)) != length) {
                    throw new IOException("it continues after its end");
                }
                return start + at;
            }
        }
        throw new EOFException("it has no end mark");
    }

    private static Directory directory(SeekableByteChannel zip, long end, ByteBuffer record) throws IOException {
        Directory small = new Directory(
                unsigned(record.getInt(16)), unsigned(record.getInt(12)), unsigned(record.getShort(10)), end);
        long at = end - LOCATOR_BYTES;
        if (at < END_64_BYTES || bytes(zip, at, LOCATOR_BYTES).getInt(0) != LOCATOR) {
            return small;
        }
        long end64 = bytes(zip, at, LOCATOR_BYTES).getLong(8);
        if (end64 != at - END_64_BYTES || bytes(zip, end64, END_64_BYTES).getInt(0) != END_64) {
            throw new IOException("its zip64 end is not where it must be");
        }
        ByteBuffer record64 = bytes(zip, end64, END_64_BYTES);
        Directory large = new Directory(record64.getLong(48), record64.getLong(40), record64.getLong(32), end64);
        if (!small.agrees(large)) {
            throw new IOException("its two ends do not agree");
        }
        return large;
    }

    /** Reads all records, so that nothing is hidden behind the last of them. */
    private static void checkRecords(SeekableByteChannel zip, Directory directory) throws IOException {
        long at = directory.offset;
        for (long i = 0; i < directory.entries; i++) {
            ByteBuffer record = bytes(zip, at, RECORD_BYTES);
            if (record.getInt(0) != RECORD) {
                throw new IOException("its directory is damaged");
            }
            at += RECORD_BYTES
                    + unsigned(record.getShort(28))
                    + unsigned(record.getShort(30))
                    + unsigned(record.getShort(32));
        }
        if (at != directory.end) {
            throw new IOException(
                    "its directory has " + directory.entries + " entries by its own count, but contains others");
        }
    }

    static ByteBuffer bytes(SeekableByteChannel zip, long from, int length) throws IOException {
        if (from < 0 || from > zip.size() - length) {
            throw new EOFException("it is truncated");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        zip.position(from);
        while (bytes.hasRemaining()) {
            if (zip.read(bytes) < 0) {
                throw new EOFException("it is truncated");
            }
        }
        return bytes.flip();
    }

    static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }

    private record Directory(long offset, long size, long entries, long end) {
        /** A value that does not fit is written as all ones. */
        boolean agrees(Directory large) {
            return agrees(offset, large.offset, 0xFFFFFFFFL)
                    && agrees(size, large.size, 0xFFFFFFFFL)
                    && agrees(entries, large.entries, 0xFFFF);
        }

        private static boolean agrees(long value, long other, long ones) {
            return value == ones || value == other;
        }
    }
}
