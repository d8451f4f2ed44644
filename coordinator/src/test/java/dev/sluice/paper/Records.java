package dev.sluice.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The scripts {@code record-keep} and {@code record-read}. */
final class Records {
    private static final int PART = 4 << 20;
    private static final int ROW = 4096;

    private final PaperSite site;
    private final Leases leases;

    Records(PaperSite site, Leases leases) {
        this.site = site;
        this.leases = leases;
    }

    Map<String, String> keep(Conversation asked, byte[] payload) throws IOException, Refusal {
        leases.guardAfterwards(asked);
        int border = endOfLine(payload, Integer.parseInt(asked.value("plan_lines")));
        var plan = Arrays.copyOf(payload, border);
        var journal = Arrays.copyOfRange(payload, border, payload.length);
        check("plan", plan, asked);
        check("journal", journal, asked);
        var there = Files.createDirectories(site.own("rollouts")).resolve(asked.value("rollout"));
        if (Files.exists(there)) {
            if (!Arrays.equals(Files.readAllBytes(there.resolve("plan.json")), plan)) {
                throw new Refusal("other-record", Map.of("rollout", asked.value("rollout")));
            }
            if (Files.size(there.resolve("journal.jsonl")) > journal.length) {
                return Map.of("state", "longer");
            }
        }
        Files.createDirectories(there);
        Files.write(there.resolve("plan.json"), plan);
        var fresh = Files.write(there.resolve("journal.jsonl.new"), journal);
        Files.move(fresh, there.resolve("journal.jsonl"), StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(there.resolve("head.json"), asked.value("head"));
        forgetOld(there, Integer.parseInt(asked.value("keep")));
        return Map.of("state", "kept");
    }

    private static int endOfLine(byte[] text, int lines) {
        int end = 0;
        for (int seen = 0; seen < lines && end < text.length; end++) {
            seen += text[end] == '\n' ? 1 : 0;
        }
        return end;
    }

    private static void check(String name, byte[] content, Conversation asked) throws Refusal {
        if (!PaperSite.sha256(content).equals(asked.value(name + "_sha256"))) {
            throw new Refusal("damaged", Map.of("changed", name));
        }
    }

    private void forgetOld(Path newest, int keep) throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        for (var record : all()) {
            times.put(record, Files.getLastModifiedTime(record));
        }
        times.remove(newest);
        var old = times.entrySet().stream()
                .sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
                .skip(keep - 1)
                .map(Map.Entry::getKey)
                .toList();
        for (var record : old) {
            PaperSite.delete(record);
        }
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(site.own("rollouts"))) {
            return List.of();
        }
        try (var found = Files.list(site.own("rollouts"))) {
            return found.sorted(Comparator.naturalOrder()).toList();
        }
    }

    Map<String, String> read(Conversation asked, byte[] payload) throws IOException, Refusal {
        var rollout = asked.value("rollout");
        if (rollout.isEmpty()) {
            for (var record : all()) {
                asked.row(Map.of(
                        "rollout", record.getFileName().toString(),
                        "plan", Long.toString(Files.size(record.resolve("plan.json"))),
                        "journal", Long.toString(Files.size(record.resolve("journal.jsonl")))));
            }
            return Map.of();
        }
        var file = site.own("rollouts").resolve(rollout).resolve(asked.value("file"));
        if (!Files.exists(file)) {
            throw new Refusal("no-record", Map.of("rollout", rollout));
        }
        var bytes = Files.readAllBytes(file);
        int from = Math.min(bytes.length, Integer.parseInt(asked.value("from")));
        int to = Math.min(bytes.length, from + PART);
        for (int at = from; at < to; at += ROW) {
            asked.row(Map.of("hex", HexFormat.of().formatHex(bytes, at, Math.min(to, at + ROW))));
        }
        return Map.of("bytes", Integer.toString(bytes.length));
    }

    /** The script {@code restrictions}. */
    Map<String, String> restrictions(Conversation asked, byte[] payload) throws IOException, Refusal {
        var file = site.own("restrictions.json");
        var line = asked.value("line");
        if (line.isEmpty()) {
            if (Files.exists(file)) {
                asked.row(Map.of("hex", HexFormat.of().formatHex(Files.readAllBytes(file))));
            }
            return Map.of();
        }
        if (!Files.isDirectory(site.path().resolve(".sluice"))) {
            throw new Refusal("no-path", Map.of("path", site.path().toString()));
        }
        Files.writeString(file, line + "\n");
        return Map.of("state", "kept");
    }
}
