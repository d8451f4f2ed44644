package dev.sluice.cli;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HumanUnits;
import dev.sluice.readiness.ReleaseTree.Directory;
import dev.sluice.view.PlanListing;
import dev.sluice.view.PlanListing.Change;
import dev.sluice.view.PlanListing.Content;
import dev.sluice.view.PlanListing.Names;
import dev.sluice.view.PlanListing.Task;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a plan shows of the release's content, its tasks and its checks. */
final class PlanContentText {
    private static final int DIRECTORIES = 5;
    private static final int NAMES = 3;
    private static final int HOSTS = 5;
    private static final int COMMAND_CHARS = 100;

    private final PrintWriter out;

    PlanContentText(PrintWriter out) {
        this.out = out;
    }

    void content(PlanListing plan) {
        lines(plan.content()).forEach(line -> out.println("  " + line));
    }

    /** What the release has, and what it changes; each line begins with a word for what it is about. */
    static List<String> lines(Content content) {
        var lines = new ArrayList<String>();
        if (!content.directories().isEmpty()) {
            lines.add("content  " + directories(content.directories()));
        }
        content.cautions().forEach(caution -> lines.add("caution  " + caution));
        content.changes().forEach(change -> lines.add("changes  " + change(change)));
        if (!content.serving().isEmpty()) {
            lines.add("live     " + hosts(content.serving())
                    + (content.serving().size() == 1 ? " serves" : " serve") + " this content already");
        }
        if (!content.staged().isEmpty()) {
            lines.add("staged   " + hosts(content.staged()) + (content.staged().size() == 1 ? " has" : " have")
                    + " this release already; nothing is uploaded there");
        }
        return lines;
    }

    private static String directories(List<Directory> all) {
        var named = all.stream()
                .limit(DIRECTORIES)
                .map(one -> (one.name().isEmpty() ? "beside them" : one.name() + "/") + " "
                        + new Count(one.files(), "file") + " " + HumanUnits.bytes(one.bytes()))
                .collect(Collectors.joining(" · "));
        return all.size() <= DIRECTORIES ? named : named + " · " + (all.size() - DIRECTORIES) + " more directories";
    }

    private static String change(Change change) {
        var since = "since " + change.live() + " (" + hosts(change.hosts()) + ")";
        if (change.added().isEmpty()) {
            return "unknown " + since + ": the host has no manifest of it";
        }
        var lines = Stream.of(
                        names(change.added(), "added"),
                        names(change.changed(), "changed"),
                        names(change.removed(), "removed"))
                .flatMap(Optional::stream)
                .toList();
        return (lines.isEmpty() ? "none" : String.join(" · ", lines)) + ", " + since;
    }

    private static Optional<String> names(Optional<Names> names, String what) {
        return names.filter(some -> some.count() > 0).map(some -> {
            var first = some.first().stream().limit(NAMES).collect(Collectors.joining(", "));
            return some.count() + " " + what + " (" + first + (some.count() > NAMES ? ", …" : "") + ")";
        });
    }

    /** Tasks and checks, in the order in which they run. */
    void tasks(PlanListing plan) {
        plan.tasks()
                .forEach(task -> out.printf(
                        "  task     %s: %s, %s · %s%s%n",
                        task.name(),
                        moment(task),
                        where(task),
                        HarmlessText.line(task.run(), COMMAND_CHARS),
                        task.irreversible() ? " · no revert after it" : ""));
        plan.checks()
                .forEach(check -> out.printf(
                        "  check    %s: %s%n", check.name(), HarmlessText.line(check.what(), COMMAND_CHARS)));
    }

    private static String moment(Task task) {
        return switch (task.moment()) {
            case "before_switch" -> "before each switch";
            case "after_switch" -> "after each switch";
            case "finish" -> "at the end";
            default -> "before the first switch";
        };
    }

    private static String where(Task task) {
        return switch (task.where()) {
            case "coordinator" -> "on this machine";
            case "once" -> "once, on one host";
            case "each" -> "on " + hosts(task.hosts());
            default -> "once, on " + task.where();
        };
    }

    private static String hosts(List<String> names) {
        return names.size() <= HOSTS ? String.join(", ", names) : new Count(names.size(), "host").toString();
    }
}
