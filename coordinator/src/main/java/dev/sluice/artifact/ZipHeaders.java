package dev.sluice.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * Checks that each entry starts where the previous one ends, and that its header agrees with the central directory. So there is nothing between two
 * entries that another reader would find, and no data that belongs to two of them, which is how a
 * small file unpacks to petabytes (<a href="https://www.bamsoftware.com/hacks/zipbomb/">overlapping files</a>).
 */
final class ZipHeaders {
    private static final int LOCAL = 0x04034B50;
    private static final int DESCRIPTOR = 0x08074B50;
    private static final int LOCAL_BYTES = 30;
    private static final int LONGEST_DESCRIPTOR = 24;
    private static final int ENCRYPTED = 1;
    private static final int DESCRIBED_LATER = 1 << 3;
    private static final long ELSEWHERE = 0xFFFFFFFFL;

    private final SeekableByteChannel zip;
    private @Nullable ZipArchiveEntry last;
    private long dataEnd;

    ZipHeaders(SeekableByteChannel zip) {
        this.zip = zip;
    }

    /** To be called for the entries in the order of the file; returns where the entry's data starts. */
    long check(ZipArchiveEntry entry) throws IOException {
        long at = entry.getLocalHeaderOffset();
        checkEnd(at);
        ByteBuffer local = ZipLayout.bytes(zip, at, LOCAL_BYTES);
        int name = ZipLayout.unsigned(local.getShort(26));
        long data = at + LOCAL_BYTES + name + ZipLayout.unsigned(local.getShort(28));
        if (local.getInt(0) != LOCAL
                || !Arrays.equals(ZipLayout.bytes(zip, at + LOCAL_BYTES, name).array(), entry.getRawName())
                || !agrees(local, entry)) {
            throw new IOException(
                    "its directory and the header of " + ShownText.quoted(entry.getName()) + " do not agree");
        }
        last = entry;
        dataEnd = data + entry.getCompressedSize();
        return data;
    }

    /** Checks that the last entry, with what may follow its data, ends where the next one or the directory starts. */
    void checkEnd(long next) throws IOException {
        long gap = next - dataEnd;
        if (gap != 0 && !isDescriptor(gap)) {
            throw new IOException(
                    gap < 0 ? "two of its entries share their data" : "there is data between its entries");
        }
    }

    private static boolean agrees(ByteBuffer local, ZipArchiveEntry entry) {
        int flags = ZipLayout.unsigned(local.getShort(6));
        boolean later = (flags & DESCRIBED_LATER) != 0;
        return (flags & ENCRYPTED) != 0 == entry.getGeneralPurposeBit().usesEncryption()
                && later == entry.getGeneralPurposeBit().usesDataDescriptor()
                && ZipLayout.unsigned(local.getShort(8)) == entry.getMethod()
                && agrees(ZipLayout.unsigned(local.getInt(14)), entry.getCrc(), later)
                && agrees(ZipLayout.unsigned(local.getInt(18)), entry.getCompressedSize(), later)
                && agrees(ZipLayout.unsigned(local.getInt(22)), entry.getSize(), later);
    }

    private static boolean agrees(long local, long central, boolean later) {
        return local == central || local == ELSEWHERE || (later && local == 0);
    }

    /** APPNOTE 4.3.9: CRC and two sizes of four or eight bytes, with a signature or without. */
    private boolean isDescriptor(long gap) throws IOException {
        if (last == null
                || gap < 0
                || gap > LONGEST_DESCRIPTOR
                || !last.getGeneralPurposeBit().usesDataDescriptor()) {
            return false;
        }
        byte[] found = ZipLayout.bytes(zip, dataEnd, (int) gap).array();
        return Arrays.equals(found, descriptor(last, (int) gap, 4))
                || Arrays.equals(found, descriptor(last, (int) gap, 8));
    }

    private static byte[] descriptor(ZipArchiveEntry entry, int length, int width) {
        ByteBuffer descriptor = ByteBuffer.allocate(LONGEST_DESCRIPTOR).order(ByteOrder.LITTLE_ENDIAN);
        if (length == 8 + 2 * width) {
            descriptor.putInt(DESCRIPTOR);
        }
        descriptor.putInt((int) entry.getCrc());
        if (width == 4) {
            descriptor.putInt((int) entry.getCompressedSize()).putInt((int) entry.getSize());
            return Arrays.copyOf(descriptor.array(), descriptor.position());
        }
        descriptor.putLong(entry.getCompressedSize()).putLong(entry.getSize());
        return Arrays.copyOf(descriptor.array(), descriptor.position());
    }
}
