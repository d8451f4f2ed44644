package dev.sluice.report;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HumanUnits;
import dev.sluice.report.HostStory.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code summary.md}: a page for the job summaries of GitHub and GitLab. Text from hosts is escaped, so that it is text there too. */
final class MarkdownReport {
    private static final int MOST = 300;

    private MarkdownReport() {}

    static String of(RolloutStory story) {
        var plan = story.plan();
        var lines = new ArrayList<String>();
        lines.add("## " + escaped(plan.fleet() + " " + plan.release().id()));
        lines.add("");
        story.summary().forEach(line -> lines.add(escaped(line.strip()) + "  "));
        lines.add("");
        story.content().forEach(line -> lines.add("- " + escaped(line)));
        lines.add("");
        lines.add("| host | batch | stage | switch | proof | health | revert |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- |");
        story.hosts().forEach(host -> lines.add(row(host)));
        lines.add("");
        lines.add("Rollout `" + plan.id() + "`, exit code " + story.exitCode() + ", "
                + HumanUnits.of(Duration.between(story.began(), story.ended())) + ".");
        return String.join("\n", lines) + "\n";
    }

    private static String row(HostStory host) {
        var cells = new ArrayList<>(List.of(escaped(host.name()), Integer.toString(host.batch())));
        for (var phase : HostStory.Phase.values()) {
            cells.add(host.steps().stream()
                    .filter(step -> step.phase() == phase)
                    .map(MarkdownReport::cell)
                    .findFirst()
                    .orElse(""));
        }
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(HostStory.Step step) {
        return step.result() == Result.PASSED
                ? HumanUnits.of(step.took())
                : step.failure()
                        .map(failure -> "**" + escaped(failure.summary()) + "**")
                        .orElse("-");
    }

    static String of(NoRollout ended) {
        var lines = new ArrayList<String>();
        lines.add("## " + escaped(ended.fleet()) + ": " + ended.outcome().toLowerCase(Locale.ROOT));
        lines.add("");
        ended.lines().forEach(line -> lines.add("- " + escaped(line)));
        lines.add("");
        if (!ended.next().isEmpty()) {
            lines.add("Next: " + escaped(ended.next()));
            lines.add("");
        }
        lines.add("Exit code " + ended.exitCode() + ".");
        return String.join("\n", lines) + "\n";
    }

    /** Every character that could begin markup, a link or a mention. */
    static String escaped(String text) {
        return HarmlessText.line(text, MOST)
                .replace("&", "&amp;")
                .replaceAll("([\\\\`*_{}\\[\\]()#+!|~-])", "\\\\$1")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("://", ":&#47;&#47;")
                .replace("www.", "www&#46;");
    }
}
