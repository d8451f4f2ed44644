package dev.sluice.journal;

import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.ScheduleCodec;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.ScheduleRecords;
import dev.sluice.plan.FleetName;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.schedule.ScheduleRows;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * {@code schedules/entries.jsonl} in the directory of a fleet's records: a line an entry, in the form of the journal's lines. {@code schedules/turn} is
 * locked by the process that starts what is due, {@code schedules/lock} while a line is added, so that a person can pause a schedule meanwhile.
 */
public final class FileScheduleRecords implements ScheduleRecords {
    private final StateDirectory state;
    private final InstantSource clock;
    private final ProcessLocks turns = new ProcessLocks();
    private final ScheduleCodec codec = new ScheduleCodec();

    /** @param clock for the time since which a turn is held */
    public FileScheduleRecords(Path directory, InstantSource clock) {
        this.state = new StateDirectory(directory);
        this.clock = clock;
    }

    @Override
    public Turn take(FleetName fleet) throws LockedException, JournalException {
        var directory = made(fleet);
        var holder = LockHolder.ofThisProcess(clock.instant()).text();
        var lock = turns.take(directory.resolve("turn"), "the schedules of " + fleet, holder);
        return () -> close(directory, lock);
    }

    private static void close(Path directory, HeldLock lock) throws JournalException {
        try {
            lock.close();
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    @Override
    public synchronized List<ScheduleEntry> read(FleetName fleet) throws JournalException {
        return content(directory(fleet)).entries();
    }

    @Override
    public synchronized void append(FleetName fleet, ScheduleEntry entry) throws JournalException {
        var directory = made(fleet);
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // Only this class opens the file, and one thread at a time: closing it elsewhere would end the lock.
        try (var lock = FileChannel.open(directory.resolve("lock"), options, StateDirectory.PRIVATE_FILE);
                var held = lock.lock()) {
            var content = content(directory);
            if (!held.isValid() || !ScheduleRows.of(content.entries()).accepts(entry)) {
                throw new JournalException("another process has settled this start of schedule " + entry.schedule()
                        + " already: see sluice schedule list");
            }
            write(directory, content, entry);
        } catch (IOException | IllegalArgumentException e) {
            throw failed(directory, e);
        }
    }

    private void write(Path directory, ScheduleContent content, ScheduleEntry entry) throws IOException {
        var file = file(directory);
        var isNew = !Files.exists(file);
        if (isNew) {
            Files.createFile(file, StateDirectory.PRIVATE_FILE);
        }
        if (content.torn() > 0) {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(content.length());
            }
        }
        long number = content.entries().size();
        var line = new JournalLine(number, number, content.head(), codec.encode(entry)).text() + "\n";
        try (var out = new AppendedFile(file)) {
            out.write(line.getBytes(StandardCharsets.US_ASCII));
            out.sync();
        }
        if (isNew) {
            StateDirectory.sync(directory);
        }
    }

    private ScheduleContent content(Path directory) throws JournalException {
        var file = file(directory);
        try {
            state.requirePrivate();
            var bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            return ScheduleContent.read(file.toString(), bytes, PlanCodec.digest(""));
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    private Path made(FleetName fleet) throws JournalException {
        var directory = directory(fleet);
        try {
            state.make(fleet);
            StateDirectory.make(directory);
            return directory;
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    private Path directory(FleetName fleet) throws JournalException {
        return state.of(fleet).resolve("schedules");
    }

    private static Path file(Path directory) {
        return directory.resolve("entries.jsonl");
    }

    private static JournalException failed(Path directory, Exception cause) {
        return new JournalException("the record in " + directory + " cannot be used: " + cause.getMessage(), cause);
    }
}
