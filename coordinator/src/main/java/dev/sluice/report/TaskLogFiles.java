package dev.sluice.report;

import dev.sluice.document.HarmlessText;
import dev.sluice.engine.HostLogs;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The output of a rollout's tasks as files beside its reports: {@code logs/HOST.log} for each machine that had some. */
public final class TaskLogFiles {
    private static final int LINE_CHARS = 10_000;

    private final Path directory;
    private final HostLogs logs;

    /** @param directory of the reports */
    public TaskLogFiles(Path directory, HostLogs logs) {
        this.directory = directory.resolve("logs");
        this.logs = logs;
    }

    /** Replaces the files of an earlier end. Lines are made harmless: what shows them may be a terminal or a build server. */
    public void write(FleetName fleet, RolloutId rollout) throws IOException, JournalException {
        for (var machine : logs.machines(fleet, rollout)) {
            Files.createDirectories(directory);
            try (var out = Files.newBufferedWriter(directory.resolve(machine + ".log"))) {
                logs.read(fleet, rollout, machine, line -> append(out, line));
            } catch (UncheckedIOException e) {
                throw new IOException(e.getCause());
            }
        }
    }

    private static void append(BufferedWriter out, String line) {
        try {
            out.write(HarmlessText.line(line, LINE_CHARS));
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
