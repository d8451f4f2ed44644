package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadCompressionTest {
    /** Of a zstd frame's descriptor (RFC 8878, 3.1.1.1.1). */
    private static final int CONTENT_CHECKSUM = 0x04;

    private static final int DESCRIPTOR = 4;
    private static final byte[] CONTENT = content();

    @TempDir
    Path directory;

    /** Larger than what one of zstd's workers takes at once, so that both have some. */
    private static byte[] content() {
        var half = new byte[5_000_000];
        new Random(7).nextBytes(half);
        var whole = new byte[2 * half.length];
        System.arraycopy(half, 0, whole, 0, half.length);
        return whole;
    }

    private static byte[] packed(PayloadCompression compression) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = compression.over(bytes)) {
            out.write(CONTENT);
        }
        return bytes.toByteArray();
    }

    private static InputStream unpacking(PayloadCompression compression, byte[] packed) throws IOException {
        var in = new ByteArrayInputStream(packed);
        return switch (compression) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in);
            case ZSTD -> new ZstdInputStream(in);
        };
    }

    @ParameterizedTest
    @EnumSource
    void what_was_written_is_read_again(PayloadCompression compression) throws IOException {
        assertTrue(compression.isUsable());
        var packed = packed(compression);
        assertArrayEquals(CONTENT, unpacking(compression, packed).readAllBytes());
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void a_payload_that_was_left_unfinished_is_no_whole_one(PayloadCompression compression) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = compression.over(bytes);
        out.write(CONTENT);
        out.flush();
        assertThrows(IOException.class, () -> unpacking(compression, bytes.toByteArray())
                .readAllBytes());
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void a_changed_byte_is_noticed(PayloadCompression compression) throws IOException {
        var packed = packed(compression);
        packed[packed.length / 3] ^= 1;
        assertThrows(IOException.class, () -> unpacking(compression, packed).readAllBytes());
    }

    @Test
    void zstd_has_a_checksum_of_the_content() throws IOException {
        assertEquals(CONTENT_CHECKSUM, packed(PayloadCompression.ZSTD)[DESCRIPTOR] & CONTENT_CHECKSUM);
    }

    @Test
    void a_hosts_own_zstd_reads_it_within_its_usual_memory() throws Exception {
        Files.write(directory.resolve("a.zst"), packed(PayloadCompression.ZSTD));
        var listed = TestTree.run(directory, "sh", "-c", "zstd -q -d -M3MB a.zst && cksum < a && zstd -lv a.zst");
        Files.write(directory.resolve("b"), CONTENT);
        var sum = TestTree.run(directory, "sh", "-c", "cksum < b").strip();
        assertTrue(listed.contains(sum), listed);
        assertTrue(listed.contains("Check: XXH64"), listed);
    }
}
