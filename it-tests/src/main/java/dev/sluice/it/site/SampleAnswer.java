package dev.sluice.it.site;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What a page of the sample site says about itself. */
public final class SampleAnswer {
    private static final Pattern LABEL = Pattern.compile("\\b(?:entry|include|current)=([A-Za-z0-9._-]+)");
    private static final Pattern WORKER = Pattern.compile("\\bworker=([0-9]+)");

    private SampleAnswer() {}

    /** The releases that this answer's parts came from, each once, the entry script's first; empty for a foreign page. */
    public static List<String> releases(String body) {
        List<String> releases = new ArrayList<>(3);
        var labels = LABEL.matcher(body);
        while (labels.find()) {
            String label = labels.group(1);
            if (!releases.contains(label)) {
                releases.add(label);
            }
        }
        return List.copyOf(releases);
    }

    /** The process id of the PHP worker that answered. */
    public static OptionalLong worker(String body) {
        var worker = WORKER.matcher(body);
        return worker.find() ? OptionalLong.of(Long.parseLong(worker.group(1))) : OptionalLong.empty();
    }
}
