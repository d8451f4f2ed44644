package dev.sluice.journal;

import dev.sluice.engine.HostLogs;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code <rollout>/logs/<machine>.log}: each line of output on one line, after its time. */
public final class FileHostLogs implements HostLogs {
    /** The limit of one machine in one rollout. */
    static final int MOST_BYTES = 10_485_760;

    private static final String SUFFIX = ".log";
    private static final String REST = "(output after ten megabytes is not kept)";

    /** What the readers of the inventory and the playbook allow as a host's name, checked again before it becomes a path. */
    private static final Predicate<String> MACHINE =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}").asMatchPredicate();

    private final StateDirectory state;
    private final InstantSource clock;

    /** @param directory of the records */
    public FileHostLogs(Path directory, InstantSource clock) {
        this.state = new StateDirectory(directory);
        this.clock = clock;
    }

    @Override
    public void append(FleetName fleet, RolloutId rollout, String machine, List<String> lines) throws JournalException {
        var file = file(fleet, rollout, machine);
        try {
            StateDirectory.make(directory(fleet, rollout));
            create(file);
            long left = MOST_BYTES - Files.size(file);
            if (left > 0) {
                Files.write(file, within(left, lines), StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, StateDirectory.PRIVATE_FILE);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
    }

    /** Output over the limit is replaced by a notice, which fills the file up, so that it is written once. */
    private byte[] within(long left, List<String> lines) {
        var now = clock.instant();
        var text = new StringBuilder();
        lines.forEach(line -> text.append(now).append(' ').append(line).append('\n'));
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= left) {
            return bytes;
        }
        var kept = new String(bytes, 0, (int) left, StandardCharsets.UTF_8);
        return (kept + "\n" + now + " " + REST + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> machines(FleetName fleet, RolloutId rollout) throws JournalException {
        var directory = directory(fleet, rollout);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    @Override
    public void read(FleetName fleet, RolloutId rollout, String machine, Consumer<String> line)
            throws JournalException {
        var file = file(fleet, rollout, machine);
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var next = reader.readLine(); next != null; next = reader.readLine()) {
                line.accept(next);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private Path directory(FleetName fleet, RolloutId rollout) throws JournalException {
        try {
            // The fleet may have been renamed since the record was created.
            var record = state.find(rollout);
            return record.isPresent()
                    ? record.get().resolve("logs")
                    : state.of(fleet, rollout).resolve("logs");
        } catch (IOException e) {
            throw failed(state.root(), e);
        }
    }

    private Path file(FleetName fleet, RolloutId rollout, String machine) throws JournalException {
        if (!MACHINE.test(machine)) {
            throw new JournalException("'" + machine + "' is not a valid name for a log");
        }
        return directory(fleet, rollout).resolve(machine + SUFFIX);
    }

    private static JournalException failed(Path file, IOException cause) {
        return new JournalException("the log " + file + " cannot be used: " + cause, cause);
    }
}
