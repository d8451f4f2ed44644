package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was vouched for is what is read, whatever happens to the file in between. */
class PinnedFileTest {
    private static final int BLOCK = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void it_reads_as_it_was_seen_by_whoever_looked_on() throws Exception {
        byte[] bytes = bytes(2 * BLOCK + 17);
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        PinnedFile pinned = PinnedFile.read(file(bytes), (buffer, length) -> seen.write(buffer, 0, length));
        assertArrayEquals(bytes, seen.toByteArray());
        try (SeekableByteChannel channel = pinned.channel()) {
            assertArrayEquals(bytes, Channels.newInputStream(channel).readAllBytes());
            channel.position(BLOCK - 1);
            ByteBuffer one = ByteBuffer.allocate(1);
            assertEquals(1, channel.read(one));
            assertEquals(bytes[BLOCK - 1], one.get(0));
        }
        assertEquals(bytes.length, pinned.size());
    }

    @Test
    void a_byte_that_changed_afterwards_is_not_given() throws Exception {
        Path file = file(bytes(3 * BLOCK));
        PinnedFile pinned = PinnedFile.read(file, (buffer, length) -> {});
        try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
            other.seek(BLOCK + 5);
            other.write(1);
        }
        try (SeekableByteChannel channel = pinned.channel()) {
            assertEquals(100, channel.read(ByteBuffer.allocate(100)));
            channel.position(BLOCK);
            IOException failure = assertThrows(IOException.class, () -> channel.read(ByteBuffer.allocate(1)));
            assertSays(String.valueOf(failure.getMessage()), "changed while it was read");
        }
    }

    @Test
    void a_file_that_was_cut_or_replaced_is_not_given_and_what_was_added_does_not_exist() throws Exception {
        byte[] bytes = bytes(BLOCK + 10);
        Path file = file(bytes);
        PinnedFile pinned = PinnedFile.read(file, (buffer, length) -> {});
        try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
            other.setLength(BLOCK + 20);
        }
        try (SeekableByteChannel channel = pinned.channel()) {
            channel.position(BLOCK);
            assertThrows(IOException.class, () -> channel.read(ByteBuffer.allocate(1)));
        }
        Files.write(file, bytes(BLOCK));
        try (SeekableByteChannel channel = pinned.channel()) {
            channel.position(BLOCK);
            assertThrows(IOException.class, () -> channel.read(ByteBuffer.allocate(1)));
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file"), bytes);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
