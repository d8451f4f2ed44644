package dev.sluice.journal;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.NewerVersionException;
import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.PlanHeading;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.RolloutPlan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** The files of one record: {@code plan.json}, {@code journal.jsonl}, {@code journal.lock}, {@code journal.torn}, {@code origin}. */
record RolloutFiles(Path directory) {
    private static final PlanCodec PLANS = new PlanCodec();

    Path planFile() {
        return directory.resolve("plan.json");
    }

    Path journalFile() {
        return directory.resolve("journal.jsonl");
    }

    /** A separate file: the journal itself is read while it is written, which would end a lock on it. */
    Path lockFile() {
        return directory.resolve("journal.lock");
    }

    /** Contains the host that the copy of this record came from; missing if only this machine wrote it. */
    Path originFile() {
        return directory.resolve("origin");
    }

    Optional<String> origin() throws IOException {
        return Files.exists(originFile())
                ? Optional.of(Files.readString(originFile(), StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    Path tornFile() {
        return directory.resolve("journal.torn");
    }

    /** Writes a plan and an empty journal to a temporary directory, syncs them, and then renames the directory. */
    void create(String plan) throws IOException {
        create(plan, "", Optional.empty());
    }

    /** The same with a journal that comes from another machine. */
    void create(String plan, String journal, Optional<String> origin) throws IOException {
        if (Files.exists(directory)) {
            throw new FileAlreadyExistsException(directory + " already exists");
        }
        var beside = directory.resolveSibling("." + directory.getFileName() + ".new");
        StateDirectory.make(beside);
        var files = new RolloutFiles(beside);
        write(files.planFile(), plan);
        write(files.journalFile(), journal);
        // A crash may have left one from an earlier attempt.
        Files.deleteIfExists(files.originFile());
        if (origin.isPresent()) {
            write(files.originFile(), origin.get());
        }
        StateDirectory.sync(beside);
        Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
        StateDirectory.sync(directory.resolveSibling(""));
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, StateDirectory.PRIVATE_FILE);
        Files.writeString(file, text, StandardCharsets.ISO_8859_1, StandardOpenOption.WRITE);
        StateDirectory.sync(file);
    }

    /** The plan's bytes, each as a character. */
    String planText() throws IOException, JournalException {
        return new String(bytes(planFile()), StandardCharsets.ISO_8859_1);
    }

    RolloutPlan plan(String text) throws JournalException {
        try {
            return PLANS.decode(text);
        } catch (CodecException e) {
            throw unreadable(e);
        }
    }

    PlanHeading heading() throws IOException, JournalException {
        try {
            return PLANS.heading(planText());
        } catch (CodecException e) {
            throw unreadable(e);
        }
    }

    private JournalException unreadable(CodecException e) {
        var message = planFile() + ": " + e.getMessage();
        return e instanceof NewerVersionException
                ? new JournalException(message, e)
                : new JournalDamagedException(message + "; no host was touched", e);
    }

    Replay replay(String planDigest) throws IOException, JournalException {
        return JournalReader.read(journalFile().toString(), bytes(journalFile()), planDigest);
    }

    private static byte[] bytes(Path file) throws IOException, JournalDamagedException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new JournalDamagedException(file + " is missing; no host was touched", e);
        }
    }

    /** Replaces the journal with a longer one that continues it, by a rename, after a note that it comes from another machine. */
    void replaceJournal(String longer, String origin) throws IOException {
        write(originFile(), origin);
        var beside = directory.resolve(".journal.jsonl.new");
        write(beside, longer);
        Files.move(beside, journalFile(), StandardCopyOption.ATOMIC_MOVE);
        StateDirectory.sync(directory);
    }

    /** The journal's bytes, each as a character. */
    String journalText() throws IOException, JournalException {
        return new String(bytes(journalFile()), StandardCharsets.ISO_8859_1);
    }

    /** Saves torn bytes beside the journal, and cuts them off. */
    void cut(Replay replay) throws IOException {
        try (var torn = new AppendedFile(tornFile());
                var journal = FileChannel.open(journalFile(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var bytes = Files.readAllBytes(journalFile());
            torn.write(Arrays.copyOfRange(bytes, replay.length(), bytes.length));
            torn.sync();
            StateDirectory.sync(directory);
            journal.truncate(replay.length());
            journal.force(true);
        }
    }

    /** Renames the directory first, so that a record that is removed halfway is none. */
    void remove() throws IOException {
        var removed = directory.resolveSibling("." + directory.getFileName() + ".removed");
        Files.move(directory, removed, StandardCopyOption.ATOMIC_MOVE);
        try (var files = Files.walk(removed)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
