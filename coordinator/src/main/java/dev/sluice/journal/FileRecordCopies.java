package dev.sluice.journal;

import dev.sluice.codec.HeadCodec;
import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.RecordHead;
import dev.sluice.document.SecretException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordCopies;
import dev.sluice.engine.RecordKeys;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.step.RecordCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the records in a state directory. A copy of a host is trusted up to the line that a trusted key signed; the local record needs no
 * signature.
 */
public final class FileRecordCopies implements RecordCopies {
    private static final HeadCodec HEADS = new HeadCodec();
    private static final Logger LOG = LoggerFactory.getLogger(FileRecordCopies.class);

    private final StateDirectory state;
    private final RecordKeys keys;

    public FileRecordCopies(Path directory, RecordKeys keys) {
        this.state = new StateDirectory(directory);
        this.keys = keys;
    }

    @Override
    public RecordCopy export(FleetName fleet, RolloutId id) throws JournalException {
        var copy = here(fleet, id)
                .orElseThrow(() -> new JournalException("there is no record of rollout " + id + " of " + fleet));
        return new RecordCopy(id.value(), copy.copy().plan(), copy.copy().journal(), signed(copy));
    }

    /** A copy that cannot be signed does not fail the rollout, because no host is affected. */
    private String signed(SoundCopy copy) {
        try {
            var key = keys.signing();
            var head = new RecordHead(
                    keys.project(),
                    copy.plan().fleet(),
                    copy.plan().id(),
                    PlanCodec.digest(copy.copy().plan()),
                    copy.records(),
                    copy.replay().head());
            return key.map(some -> HEADS.encode(head, some)).orElse("");
        } catch (SecretException | IllegalArgumentException e) {
            LOG.warn(
                    "the copies of the record of {} are not signed, and other machines cannot continue from them: {}",
                    copy.plan().id(),
                    e.getMessage());
            return "";
        }
    }

    @Override
    public long length(FleetName fleet, RolloutId id) throws JournalException {
        var files = files(fleet, id);
        try {
            return Files.exists(files.directory()) ? files.journalText().lastIndexOf('\n') + 1 : -1;
        } catch (IOException e) {
            throw failed(files, e);
        }
    }

    @Override
    public Examined examine(FleetName fleet, RolloutId id, Map<HostName, RecordCopy> copies) throws JournalException {
        var notes = new ArrayList<String>();
        var sound = sound(fleet, id, copies, notes);
        var here = here(fleet, id);
        var longest = sound.stream().reduce((one, other) -> other.records() > one.records() ? other : one);
        if (longest.isEmpty() || isNoLonger(longest.get(), here)) {
            return new Examined(Optional.empty(), notes);
        }
        requireOneHistory(longest.get(), sound, here);
        return new Examined(Optional.of(fetched(fleet, longest.get(), here)), notes);
    }

    private List<SoundCopy> sound(FleetName fleet, RolloutId id, Map<HostName, RecordCopy> copies, List<String> notes) {
        var sound = new ArrayList<SoundCopy>();
        try {
            var trust = new SoundCopy.Trust(keys.project(), keys.trusted());
            for (var copy : new TreeMap<>(copies).entrySet()) {
                try {
                    sound.add(SoundCopy.ofHost(copy.getKey().value(), fleet, id, copy.getValue(), trust));
                } catch (JournalException e) {
                    notes.add("passed over: " + e.getMessage());
                }
            }
        } catch (SecretException e) {
            notes.add("passed over: all copies of the record of " + id + ": " + e.getMessage());
        }
        return sound;
    }

    private static boolean isNoLonger(SoundCopy longest, Optional<SoundCopy> here) {
        return here.filter(known -> known.continues(longest)).isPresent();
    }

    private static void requireOneHistory(SoundCopy longest, List<SoundCopy> sound, Optional<SoundCopy> here)
            throws JournalException {
        var all = new ArrayList<>(sound);
        here.ifPresent(all::add);
        for (var other : all) {
            if (!longest.continues(other)) {
                var id = longest.plan().id();
                throw new JournalException("two records of " + id + " contradict each other, on " + other.where()
                        + " and on " + longest.where() + ", and it is unknown which is right; no host was touched."
                        + " Check what the hosts serve: sluice hosts --live; then remove the wrong one"
                        + " (<path>/.sluice/rollouts/" + id + " on a host, the directory " + id
                        + " in the state directory on this machine), and run the same command again");
            }
        }
    }

    private FetchedRecord fetched(FleetName fleet, SoundCopy copy, Optional<SoundCopy> here) throws JournalException {
        var record = new RecordedRollout(
                copy.plan(),
                copy.replay().events(),
                copy.replay().head(),
                files(fleet, copy.plan().id()).directory(),
                Optional.of(copy.where()),
                List.of());
        return new FetchedRecord(
                copy.copy(), record, here.map(SoundCopy::records).orElse(0));
    }

    private Optional<SoundCopy> here(FleetName fleet, RolloutId id) throws JournalException {
        var files = files(fleet, id);
        try {
            state.requirePrivate();
            if (!Files.exists(files.directory())) {
                return Optional.empty();
            }
            return Optional.of(
                    SoundCopy.ofThisMachine(files.journalFile().toString(), id, files.planText(), files.journalText()));
        } catch (IOException e) {
            throw failed(files, e);
        }
    }

    @Override
    public void store(FleetName fleet, FetchedRecord fetched) throws JournalException {
        var copy = fetched.copy();
        var plan = fetched.record().plan();
        // A record keeps the names that its plan has: they are what its other copies are signed for.
        var files = files(FleetName.of(plan), plan.id());
        try {
            if (Files.exists(files.directory())) {
                var replay = files.replay(PlanCodec.digest(copy.plan()));
                if (replay.torn() > 0) {
                    files.cut(replay);
                }
                files.replaceJournal(copy.journal(), fetched.from());
            } else {
                StateDirectory.make(
                        files.directory().resolveSibling("").toAbsolutePath().normalize());
                files.create(copy.plan(), copy.journal(), Optional.of(fetched.from()));
            }
        } catch (IOException e) {
            throw failed(files, e);
        }
    }

    /** Where the record is, under whatever names it was created; where it would be if there is none. */
    private RolloutFiles files(FleetName fleet, RolloutId id) throws JournalException {
        try {
            var found = state.find(id);
            return new RolloutFiles(found.isPresent() ? found.get() : state.of(fleet, id));
        } catch (IOException e) {
            throw new JournalException("the state directory cannot be read: " + e, e);
        }
    }

    private static JournalException failed(RolloutFiles files, IOException cause) {
        return new JournalException(
                "the record in " + files.directory() + " cannot be used: " + cause.getMessage(), cause);
    }
}
