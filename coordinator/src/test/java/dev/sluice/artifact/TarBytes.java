package dev.sluice.artifact;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar of headers that a library would not write: names by other headers, sizes that are not true. */
final class TarBytes {
    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    TarBytes entry(String name, byte type, String target, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return header(name, type, target, bytes.length).content(bytes);
    }

    TarBytes file(String name) {
        return entry(name, TarConstants.LF_NORMAL, "", "x");
    }

    /** A record of a pax header for the entry that follows, or for all (type g). */
    TarBytes pax(byte type, String key, String value) {
        int length = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int digits =
                String.valueOf(length + String.valueOf(length + 3).length()).length();
        return entry("pax", type, "", (length + digits) + " " + key + "=" + value + "\n");
    }

    /** The long name, or target, of the entry that follows, as GNU tar writes it. */
    TarBytes gnu(byte type, String text) {
        return entry("././@LongLink", type, "", text + "\0");
    }

    TarBytes header(String name, byte type, String target, long size) {
        byte[] block = new byte[RawTar.BLOCK];
        put(block, 0, name);
        put(block, 100, "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(size) + "15000000000\0");
        block[156] = type;
        put(block, 157, target);
        put(block, 257, "ustar\00000");
        RawTar.mendChecksum(block, 0);
        tar.writeBytes(block);
        return this;
    }

    private TarBytes content(byte[] bytes) {
        tar.writeBytes(Arrays.copyOf(bytes, (bytes.length + RawTar.BLOCK - 1) / RawTar.BLOCK * RawTar.BLOCK));
        return this;
    }

    Path write(Path file) throws Exception {
        tar.writeBytes(new byte[2 * RawTar.BLOCK]);
        return RawTar.write(file, tar.toByteArray());
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
