package dev.sluice.journal;

import dev.sluice.engine.Journal;
import dev.sluice.engine.JournalException;
import java.io.IOException;

/** The journal of this package on a disk of a test's own, for tests of other packages. */
public final class JournalOnBytes {
    private JournalOnBytes() {}

    /** A file that is only appended to. */
    public interface Disk {
        void write(byte[] bytes) throws IOException;

        void sync() throws IOException;
    }

    /**
     * @param length of what is sound, in bytes
     * @param torn bytes behind it, which are not part of the journal any more
     */
    public record Opened(Journal journal, int length, int torn) {}

    /** @param bytes what the disk has */
    public static Opened open(byte[] bytes, String planDigest, Disk disk) throws JournalException {
        var replay = JournalReader.read("journal.jsonl", bytes, planDigest);
        var journal = new FileJournal("journal.jsonl", new OnDisk(disk), replay, new FakeLock());
        return new Opened(journal, replay.length(), replay.torn());
    }

    private record OnDisk(Disk disk) implements SyncedFile {
        @Override
        public void write(byte[] bytes) throws IOException {
            disk.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            disk.sync();
        }

        @Override
        public void close() {}
    }
}
