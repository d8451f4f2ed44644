package dev.sluice.journal;

import dev.sluice.codec.PlanCodec;
import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.FleetLock;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.OpenRollout;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.RolloutStore;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Records in files below one directory. A process has one store per directory: locks belong to processes, and only one store can separate the threads
 * of a process.
 */
public final class FileRolloutStore implements RolloutStore {
    private final StateDirectory state;
    private final InstantSource clock;
    private final ProcessLocks locks = new ProcessLocks();
    private final PlanCodec plans = new PlanCodec();
    private final FinishedRecords finished = new FinishedRecords();
    private String identity = "";

    /**
     * @param directory created with mode 0700 when it is needed
     * @param clock for the time since which a lock is held
     */
    public FileRolloutStore(Path directory, InstantSource clock) {
        this.state = new StateDirectory(directory);
        this.clock = clock;
    }

    @Override
    public FleetLock lock(FleetName fleet) throws LockedException, JournalException {
        var directory = state.of(fleet);
        var holder = holder();
        try {
            state.make(fleet);
            return locks(fleet, holder);
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    /** A process that began under the fleet's earlier name, or with an earlier version, holds the lock there. */
    private FleetLock locks(FleetName fleet, String holder) throws IOException, LockedException, JournalException {
        var directories = new LinkedHashSet<>(List.of(state.of(fleet)));
        directories.addAll(new FleetRecords(state, fleet, finished).lockedElsewhere());
        var taken = new ArrayList<HeldLock>();
        try {
            for (var directory : directories) {
                taken.add(locks.take(directory.resolve("lock"), fleet.toString(), holder));
            }
            return new FileFleetLock(taken, holder);
        } catch (LockedException | JournalException e) {
            new FileFleetLock(taken, holder).close();
            throw e;
        }
    }

    @Override
    public Optional<String> holder(FleetName fleet) throws JournalException {
        var directories = new LinkedHashSet<>(List.of(state.of(fleet)));
        try {
            state.requirePrivate();
            directories.addAll(new FleetRecords(state, fleet, finished).lockedElsewhere());
            for (var directory : directories) {
                var holder = holder(directory.resolve("lock"));
                if (holder.isPresent()) {
                    return holder;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failed(state.of(fleet), e);
        }
    }

    @Override
    public synchronized String identity() {
        if (identity.isEmpty()) {
            identity = new StateIdentity(state).name();
        }
        return identity;
    }

    /** A lock that this process holds would end with the reading of its file. */
    private Optional<String> holder(Path file) throws IOException {
        var own = locks.heldHere(file);
        return own.isPresent() ? own : LockHolder.of(file).map(LockHolder::text);
    }

    private String holder() {
        return LockHolder.ofThisProcess(clock.instant()).text();
    }

    @Override
    public OpenRollout create(RolloutPlan plan) throws LockedException, JournalException {
        var files = new RolloutFiles(state.of(FleetName.of(plan), plan.id()));
        try {
            state.make(FleetName.of(plan));
            files.create(plans.encode(plan));
        } catch (IOException | IllegalArgumentException e) {
            throw failed(files.directory(), e);
        }
        return open(files);
    }

    @Override
    public OpenRollout open(RolloutId id) throws LockedException, JournalException {
        return open(files(id));
    }

    private OpenRollout open(RolloutFiles files) throws LockedException, JournalException {
        var lock = locks.take(files.lockFile(), String.valueOf(files.directory().getFileName()), holder());
        try {
            return open(files, lock);
        } catch (IOException e) {
            throw release(lock, failed(files.directory(), e));
        } catch (JournalException e) {
            throw release(lock, e);
        }
    }

    private static JournalException release(HeldLock lock, JournalException cause) {
        try {
            lock.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    private static OpenRollout open(RolloutFiles files, HeldLock lock) throws IOException, JournalException {
        var text = files.planText();
        var digest = PlanCodec.digest(text);
        var plan = files.plan(text);
        var replay = files.replay(digest);
        if (replay.torn() > 0) {
            files.cut(replay);
        }
        var name = files.journalFile().toString();
        var journal = new FileJournal(name, new AppendedFile(files.journalFile()), replay, lock);
        return new OpenRollout(
                plan,
                digest,
                journal,
                files.directory(),
                notes(files, replay, "was cut off, and moved to " + files.tornFile()));
    }

    @Override
    public RecordedRollout read(RolloutId id) throws JournalException {
        var files = files(id);
        try {
            var text = files.planText();
            var replay = files.replay(PlanCodec.digest(text));
            return new RecordedRollout(
                    files.plan(text),
                    replay.events(),
                    replay.head(),
                    files.directory(),
                    files.origin(),
                    notes(files, replay, "is left out: it is being written, or a crash left it incomplete"));
        } catch (IOException e) {
            throw failed(files.directory(), e);
        }
    }

    private static List<String> notes(RolloutFiles files, Replay replay, String became) {
        return replay.torn() == 0
                ? List.of()
                : List.of("the end of " + files.journalFile() + " (" + replay.torn() + " bytes after record "
                        + (replay.events().size() - 1) + ") " + became);
    }

    private RolloutFiles files(RolloutId id) throws JournalException {
        var found = new ArrayList<FleetName>();
        try {
            for (var directory : fleets()) {
                if (state.rollouts(directory).contains(id)) {
                    found.add(directory);
                }
            }
        } catch (IOException e) {
            throw new JournalException("the state directory cannot be read: " + e, e);
        }
        if (found.size() != 1) {
            throw new JournalException(
                    found.isEmpty() ? "there is no record of rollout " + id : "rollout " + id + " is in " + found);
        }
        return new RolloutFiles(state.of(found.get(0), id));
    }

    @Override
    public List<FleetName> fleets() throws JournalException {
        try {
            state.requirePrivate();
            return state.fleets();
        } catch (IOException e) {
            throw new JournalException("the state directory cannot be read: " + e, e);
        }
    }

    @Override
    public List<RolloutId> rollouts(FleetName fleet) throws JournalException {
        try {
            state.requirePrivate();
            return new FleetRecords(state, fleet, finished)
                    .all().stream().map(FleetRecords.Entry::id).sorted().toList();
        } catch (IOException e) {
            throw failed(state.of(fleet), e);
        }
    }

    @Override
    public FleetHistory history(FleetName fleet) throws JournalException {
        try {
            state.requirePrivate();
            return new FleetRecords(state, fleet, finished).history();
        } catch (IOException e) {
            throw failed(state.of(fleet), e);
        }
    }

    @Override
    public Optional<RolloutId> unfinished(FleetName fleet) throws JournalException {
        var history = history(fleet);
        if (!history.problems().isEmpty()) {
            throw new JournalDamagedException("it cannot be determined whether a rollout of " + fleet
                    + " is unfinished: " + String.join("; ", history.problems()));
        }
        return history.unfinished().map(RolloutSummary::id);
    }

    @Override
    public List<RolloutId> find(String prefix) throws JournalException {
        var all = new ArrayList<RolloutId>();
        try {
            for (var directory : fleets()) {
                all.addAll(state.rollouts(directory));
            }
        } catch (IOException e) {
            throw new JournalException("the state directory cannot be read: " + e, e);
        }
        return all.stream()
                .filter(id -> id.value().startsWith(prefix))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public void remove(RolloutId id) throws JournalException {
        if (!read(id).state().phase().terminal()) {
            throw new JournalException("rollout " + id + " is not over: its record stays");
        }
        var files = files(id);
        try {
            files.remove();
        } catch (IOException e) {
            throw failed(files.directory(), e);
        }
    }

    private static JournalException failed(Path directory, Exception cause) {
        return new JournalException("the record in " + directory + " cannot be used: " + cause.getMessage(), cause);
    }
}
