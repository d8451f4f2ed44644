package dev.sluice.it.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The records that a coordinator keeps below its state directory, as they are on disk. */
public record Journals(Path state) {
    private static final Pattern TYPE = Pattern.compile("\"type\":\"(\\w+)\"");
    private static final Pattern OUTCOME = Pattern.compile("\"type\":\"RolloutFinished\",\"outcome\":\"(\\w+)\"");

    /** The types of the newest rollout's records, in order. */
    public List<String> types() {
        return lines().stream()
                .map(TYPE::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    /** How the newest rollout ended; empty for one that has not. */
    public String outcome() {
        var last = lines().isEmpty() ? "" : lines().get(lines().size() - 1);
        var found = OUTCOME.matcher(last);
        return found.find() ? found.group(1) : "";
    }

    /** The whole id of the newest rollout. */
    public String rollout() {
        return String.valueOf(Objects.requireNonNull(all().get(0).getParent()).getFileName());
    }

    private List<String> lines() {
        return all().isEmpty() ? List.of() : read(all().get(0));
    }

    /** The newest first. */
    private List<Path> all() {
        try (var files = Files.walk(state)) {
            return files.filter(file -> file.endsWith("journal.jsonl"))
                    .sorted(Comparator.comparing(Journals::begun).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + state, e);
        }
    }

    /** The plan never changes, so that its time is the rollout's. */
    private static FileTime begun(Path journal) {
        try {
            return Files.getLastModifiedTime(journal.resolveSibling("plan.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("no plan beside " + journal, e);
        }
    }

    private static List<String> read(Path journal) {
        try {
            return Files.readAllLines(journal);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + journal, e);
        }
    }
}
