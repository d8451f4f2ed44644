package dev.sluice.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A message as people read it. */
public final class MessageText {
    private MessageText() {}

    /** Such as {@code prod/shop: held after batch 1}. */
    public static String subject(Message message) {
        return message.fleet() + ": " + message.title();
    }

    /** What follows the subject. */
    public static List<String> lines(Message message) {
        var lines = new ArrayList<String>();
        message.rollout().ifPresent(rollout -> lines.addAll(about(rollout)));
        lines.addAll(message.lines());
        message.why().forEach(line -> lines.add("why   " + line));
        message.next().forEach(line -> lines.add("next  " + line));
        return List.copyOf(lines);
    }

    private static List<String> about(AboutRollout rollout) {
        var lines = new ArrayList<String>();
        lines.add(rollout.purpose() + " of " + rollout.release() + content(rollout) + before(rollout));
        lines.add("rollout " + rollout.id() + ", started by " + rollout.startedBy()
                + (rollout.approvedBy().isEmpty() ? "" : ", approved by " + String.join(", ", rollout.approvedBy())));
        rollout.waived().forEach(waived -> lines.add("waived: " + waived));
        lines.add(rollout.hosts() == 1 ? "1 host" : rollout.hosts() + " hosts");
        if (!rollout.behind().none()) {
            lines.add("do not serve it: " + rollout.behind());
        }
        if (!rollout.leftOut().none()) {
            lines.add("left out: " + rollout.leftOut());
        }
        return lines;
    }

    private static String content(AboutRollout rollout) {
        return rollout.files() == 0
                ? ""
                : String.format(Locale.ROOT, " (%,d files, %s)", rollout.files(), size(rollout.bytes()));
    }

    private static String before(AboutRollout rollout) {
        return rollout.previous().isEmpty() ? "" : ", before: " + String.join(", ", rollout.previous());
    }

    private static String size(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        return bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }
}
