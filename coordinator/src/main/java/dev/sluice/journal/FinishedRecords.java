package dev.sluice.journal;

import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.FleetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read of finished records, which never change: a process that shows a long history often reads each of them once. A record whose files
 * have other sizes or times is read again. Safe for use by many threads.
 */
final class FinishedRecords {
    private static final int MOST = 10_000;

    private final Map<Path, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
            return size() > MOST;
        }
    };

    /** Most records are of the same fleet with the same hosts, and share one. */
    private @Nullable FleetName last;

    /**
     * A finished record.
     *
     * @param fleet whose it is
     */
    record Finished(FleetName fleet, RolloutSummary summary) {}

    /** The sizes and times of a record's files: both are frozen, and one that was damaged is read again. */
    record Stamp(FileStamp journal, FileStamp plan) {
        /** Empty where there is none. */
        static Optional<Stamp> of(RolloutFiles files) {
            try {
                return Optional.of(new Stamp(FileStamp.of(files.journalFile()), FileStamp.of(files.planFile())));
            } catch (IOException missing) {
                return Optional.empty();
            }
        }
    }

    /** The size and time of a file. */
    record FileStamp(long size, FileTime written) {
        static FileStamp of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(attributes.size(), attributes.lastModifiedTime());
        }
    }

    private record Known(Stamp stamp, Finished finished) {}

    synchronized Optional<Finished> find(RolloutFiles files, Optional<Stamp> stamp) {
        return Optional.ofNullable(known.get(files.directory()))
                .filter(one -> stamp.filter(one.stamp()::equals).isPresent())
                .map(Known::finished);
    }

    /** @param stamp taken before the record was read */
    synchronized void keep(RolloutFiles files, Stamp stamp, Finished finished) {
        var fleet = finished.fleet().equals(last) && last != null ? last : finished.fleet();
        last = fleet;
        known.put(files.directory(), new Known(stamp, new Finished(fleet, finished.summary())));
    }
}
