package dev.sluice.journal;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Locks of the operating system on files, which end with the process. They belong to the process, and closing any descriptor of a file ends its lock
 * (fcntl(2)): a file that this process has locked is therefore not opened a second time, and contains nothing that others need to read.
 */
final class ProcessLocks {
    private final Map<Path, String> held = new ConcurrentHashMap<>();
    /** Files that another store of this process has locked: closing them would end its locks. */
    private final List<RandomAccessFile> foreign = new ArrayList<>();

    /**
     * Takes a lock, without waiting.
     *
     * @param file created if it is missing, never removed
     * @param what is locked, for messages
     * @param holder the holder from now on, written to the file for others
     */
    HeldLock take(Path file, String what, String holder) throws LockedException, JournalException {
        var before = held.putIfAbsent(file, holder);
        if (before != null) {
            throw new LockedException(what, before);
        }
        try {
            return lock(file, what, holder);
        } catch (IOException e) {
            held.remove(file);
            throw new JournalException(file + " cannot be locked: " + e.getMessage(), e);
        } catch (LockedException e) {
            held.remove(file);
            throw e;
        }
    }

    /** The holder of a lock that was taken here. */
    Optional<String> heldHere(Path file) {
        return Optional.ofNullable(held.get(file));
    }

    private HeldLock lock(Path file, String what, String holder) throws IOException, LockedException {
        try {
            Files.createFile(file, StateDirectory.PRIVATE_FILE);
        } catch (FileAlreadyExistsException e) {
            // the file exists from an earlier lock
        }
        var open = new RandomAccessFile(file.toFile(), "rw");
        try {
            var lock = new Lock(file, open);
            if (open.getChannel().tryLock() != null) {
                lock.heldBy(holder);
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            keep(open);
            throw new LockedException(what, "another part of this process");
        } catch (IOException e) {
            open.close();
            throw e;
        }
        try (open) {
            throw new LockedException(what, holder(open));
        }
    }

    private synchronized void keep(RandomAccessFile open) {
        foreign.add(open);
    }

    private static String holder(RandomAccessFile open) throws IOException {
        return LockHolder.written(Channels.newInputStream(open.getChannel()))
                .map(LockHolder::text)
                .orElse("another process");
    }

    private final class Lock implements HeldLock {
        private final Path file;
        private final RandomAccessFile open;

        Lock(Path file, RandomAccessFile open) {
            this.file = file;
            this.open = open;
        }

        @Override
        public void heldBy(String holder) throws IOException {
            held.put(file, holder);
            open.setLength(0);
            open.seek(0);
            open.write((holder + "\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            if (!open.getChannel().isOpen()) {
                return;
            }
            try (open) {
                open.setLength(0);
            } finally {
                held.remove(file);
            }
        }
    }
}
