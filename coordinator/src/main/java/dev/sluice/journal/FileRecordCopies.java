package dev.sluice.journal;

import dev.sluice.codec.PlanCodec;
import dev.sluice.engine.FleetName;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordCopies;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import dev.sluice.step.RecordCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Copies of the records in a state directory. A copy is believed as little as a file: its chain must be right from its plan on. */
public final class FileRecordCopies implements RecordCopies {
    private static final String HERE = "this machine";

    private final StateDirectory state;

    public FileRecordCopies(Path directory) {
        this.state = new StateDirectory(directory);
    }

    @Override
    public RecordCopy export(FleetName fleet, RolloutId id) throws JournalException {
        var files = new RolloutFiles(state.of(fleet, id));
        try {
            var journal = files.journalText();
            return new RecordCopy(id.value(), files.planText(), journal.substring(0, journal.lastIndexOf('\n') + 1));
        } catch (IOException e) {
            throw failed(files, e);
        }
    }

    @Override
    public Taken take(FleetName fleet, RolloutId id, Map<HostName, RecordCopy> copies) throws JournalException {
        var files = new RolloutFiles(state.of(fleet, id));
        var notes = new ArrayList<String>();
        var sound = new ArrayList<SoundCopy>();
        for (var copy : new TreeMap<>(copies).entrySet()) {
            try {
                sound.add(SoundCopy.of(copy.getKey().value(), fleet, id, copy.getValue()));
            } catch (JournalDamagedException e) {
                notes.add("passed over: " + e.getMessage());
            }
        }
        try {
            var here = here(fleet, id, files);
            here.ifPresent(sound::add);
            var longest = longest(id, sound, notes);
            put(files, here, longest, notes);
            return new Taken(longest.records(), notes);
        } catch (IOException e) {
            throw failed(files, e);
        }
    }

    private Optional<SoundCopy> here(FleetName fleet, RolloutId id, RolloutFiles files)
            throws IOException, JournalException {
        state.requirePrivate();
        if (!Files.exists(files.directory())) {
            return Optional.empty();
        }
        var plan = files.planText();
        var whole = files.replay(PlanCodec.digest(plan)).length();
        var journal = files.journalText();
        return Optional.of(SoundCopy.of(
                HERE,
                fleet,
                id,
                new RecordCopy(id.value(), plan, journal.substring(0, Math.min(whole, journal.length())))));
    }

    private static SoundCopy longest(RolloutId id, List<SoundCopy> sound, List<String> notes) throws JournalException {
        var longest = sound.stream()
                .max(Comparator.comparingInt(SoundCopy::records))
                .orElseThrow(() -> new JournalDamagedException(
                        "no copy of the record of " + id + " can be used: " + String.join("; ", notes)
                                + "; no host was touched. What the hosts serve says: sluice hosts --live"));
        for (var other : sound) {
            if (!longest.goesOnFrom(other)) {
                throw new JournalException("two records of " + id + " went on in different ways, on " + other.where()
                        + " and on " + longest.where() + ", and nobody can tell which is right; no host was touched."
                        + " See what the hosts serve: sluice hosts --live; then remove the wrong one"
                        + " (<path>/.sluice/rollouts/" + id + " on a host, the directory " + id
                        + " in the state directory here), and run the same command again");
            }
        }
        return longest;
    }

    private static void put(RolloutFiles files, Optional<SoundCopy> here, SoundCopy longest, List<String> notes)
            throws IOException, JournalException {
        if (here.isPresent() && here.get().records() >= longest.records()) {
            return;
        }
        if (here.isEmpty()) {
            StateDirectory.make(
                    files.directory().resolveSibling("").toAbsolutePath().normalize());
            files.create(longest.copy().plan(), longest.copy().journal());
        } else {
            var replay = files.replay(PlanCodec.digest(longest.copy().plan()));
            if (replay.torn() > 0) {
                files.cut(replay);
            }
            files.replaceJournal(longest.copy().journal());
        }
        notes.add("the record of " + longest.copy().rollout() + " comes from " + longest.where() + ": "
                + longest.records() + " records, "
                + here.map(known -> known.records() + " were here").orElse("none was here"));
    }

    private static JournalException failed(RolloutFiles files, IOException cause) {
        return new JournalException(
                "the record in " + files.directory() + " cannot be used: " + cause.getMessage(), cause);
    }
}
