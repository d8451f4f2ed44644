package dev.sluice.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** The bytes of a tar inside a .tar.gz, for what no library writes. */
final class RawTar {
    static final int BLOCK = 512;

    private static final int CHECKSUM = 148;

    private RawTar() {}

    static Path write(Path file, byte[] tar) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(tar);
        }
        return file;
    }

    static void mendChecksum(byte[] tar, int header) {
        Arrays.fill(tar, header + CHECKSUM, header + CHECKSUM + 8, (byte) ' ');
        long sum = TarUtils.computeCheckSum(Arrays.copyOfRange(tar, header, header + BLOCK));
        TarUtils.formatCheckSumOctalBytes(sum, tar, header + CHECKSUM, 8);
    }
}
