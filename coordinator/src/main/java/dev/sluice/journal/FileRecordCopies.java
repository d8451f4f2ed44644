package dev.sluice.journal;

import dev.sluice.codec.HeadCodec;
import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.RecordHead;
import dev.sluice.document.SecretException;
import dev.sluice.engine.FleetName;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordCopies;
import dev.sluice.engine.RecordKeys;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import dev.sluice.step.RecordCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the records in a state directory. A copy of a host is believed up to the line that a trusted key vouches for; the record that is
 * here needs no signature.
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
        return new RecordCopy(id.value(), copy.copy().plan(), copy.copy().journal(), signed(fleet, copy));
    }

    /** That it cannot be signed is no failure of a rollout: its hosts are as they are. */
    private String signed(FleetName fleet, SoundCopy copy) {
        try {
            var key = keys.signing();
            var head = new RecordHead(
                    keys.project(),
                    fleet.toString(),
                    copy.plan().id(),
                    PlanCodec.digest(copy.copy().plan()),
                    copy.records(),
                    copy.replay().head());
            return key.map(some -> HEADS.encode(head, some)).orElse("");
        } catch (SecretException | IllegalArgumentException e) {
            LOG.warn(
                    "the copies of the record of {} are not signed, and other machines cannot go on from them: {}",
                    copy.plan().id(),
                    e.getMessage());
            return "";
        }
    }

    @Override
    public long length(FleetName fleet, RolloutId id) throws JournalException {
        return here(fleet, id).map(known -> known.copy().journal().length()).orElse(-1);
    }

    @Override
    public Examined examine(FleetName fleet, RolloutId id, Map<HostName, RecordCopy> copies) throws JournalException {
        var notes = new ArrayList<String>();
        var sound = new LinkedHashMap<HostName, SoundCopy>();
        for (var copy : new TreeMap<>(copies).entrySet()) {
            try {
                var where = copy.getKey().value();
                sound.put(copy.getKey(), SoundCopy.ofHost(where, fleet, id, copy.getValue(), keys));
            } catch (JournalException e) {
                notes.add("passed over: " + e.getMessage());
            }
        }
        var here = here(fleet, id);
        var longest = longest(sound);
        if (longest.isEmpty() || isNoLonger(longest.get().getValue(), here)) {
            return new Examined(Optional.empty(), notes);
        }
        requireOneHistory(longest.get().getValue(), sound, here);
        return new Examined(Optional.of(brought(fleet, longest.get(), here)), notes);
    }

    private static Optional<Map.Entry<HostName, SoundCopy>> longest(Map<HostName, SoundCopy> sound) {
        return sound.entrySet().stream()
                .reduce((one, other) ->
                        other.getValue().records() > one.getValue().records() ? other : one);
    }

    private static boolean isNoLonger(SoundCopy longest, Optional<SoundCopy> here) {
        return here.filter(known -> known.goesOnFrom(longest)).isPresent();
    }

    private static void requireOneHistory(SoundCopy longest, Map<HostName, SoundCopy> sound, Optional<SoundCopy> here)
            throws JournalException {
        var all = new ArrayList<>(sound.values());
        here.ifPresent(all::add);
        for (var other : all) {
            if (!longest.goesOnFrom(other)) {
                var id = longest.plan().id();
                throw new JournalException("two records of " + id + " went on in different ways, on " + other.where()
                        + " and on " + longest.where() + ", and nobody can tell which is right; no host was touched."
                        + " See what the hosts serve: sluice hosts --live; then remove the wrong one"
                        + " (<path>/.sluice/rollouts/" + id + " on a host, the directory " + id
                        + " in the state directory here), and run the same command again");
            }
        }
    }

    private BroughtRecord brought(FleetName fleet, Map.Entry<HostName, SoundCopy> found, Optional<SoundCopy> here)
            throws JournalException {
        var copy = found.getValue();
        var record = new RecordedRollout(
                copy.plan(),
                copy.replay().events(),
                copy.replay().head(),
                state.of(fleet, copy.plan().id()),
                Optional.of(copy.where()),
                List.of());
        return new BroughtRecord(
                found.getKey(),
                copy.copy(),
                record,
                here.map(SoundCopy::records).orElse(0));
    }

    private Optional<SoundCopy> here(FleetName fleet, RolloutId id) throws JournalException {
        var files = new RolloutFiles(state.of(fleet, id));
        try {
            state.requirePrivate();
            if (!Files.exists(files.directory())) {
                return Optional.empty();
            }
            var plan = files.planText();
            var whole = files.replay(PlanCodec.digest(plan)).length();
            var journal = files.journalText();
            var copy = new RecordCopy(id.value(), plan, journal.substring(0, Math.min(whole, journal.length())), "");
            return Optional.of(SoundCopy.ofThisMachine(fleet, id, copy));
        } catch (IOException e) {
            throw failed(files, e);
        }
    }

    @Override
    public void store(FleetName fleet, BroughtRecord brought) throws JournalException {
        var copy = brought.copy();
        var files = new RolloutFiles(state.of(fleet, brought.record().plan().id()));
        try {
            if (Files.exists(files.directory())) {
                var replay = files.replay(PlanCodec.digest(copy.plan()));
                if (replay.torn() > 0) {
                    files.cut(replay);
                }
                files.replaceJournal(copy.journal(), brought.from().value());
            } else {
                StateDirectory.make(
                        files.directory().resolveSibling("").toAbsolutePath().normalize());
                files.create(
                        copy.plan(), copy.journal(), Optional.of(brought.from().value()));
            }
        } catch (IOException e) {
            throw failed(files, e);
        }
    }

    private static JournalException failed(RolloutFiles files, IOException cause) {
        return new JournalException(
                "the record in " + files.directory() + " cannot be used: " + cause.getMessage(), cause);
    }
}
