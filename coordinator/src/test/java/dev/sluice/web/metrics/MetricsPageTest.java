package dev.sluice.web.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.FleetName;
import dev.sluice.rollout.Outcome;
import dev.sluice.view.EnumWord;
import dev.sluice.web.AlertRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page is the promise, the registry what is shown: names, labels and alerts are the same in both. */
class MetricsPageTest {
    private static final Pattern NAME = Pattern.compile("sluice_[a-z_]+");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(sluice_[a-z_]+)` \\| (?:`([a-z]+)` )?\\|");
    private static final Pattern SERIES = Pattern.compile("(?m)^(sluice_[a-z_]+)\\{(?:.*?([a-z]+)=\"x\")?.*}");

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "metrics.md"));
    }

    /** Every metric with its label, as the text format has them. */
    private static Map<String, String> shown() {
        var samples = new Samples();
        for (var metric : Metric.values()) {
            samples.of(new FleetName("i", "s")).set(metric, "x", 1);
        }
        return byName(SERIES, Exposition.text(samples, "x"));
    }

    private static Map<String, String> byName(Pattern pattern, String text) {
        var found = new HashMap<String, String>();
        pattern.matcher(text)
                .results()
                .forEach(row -> found.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
        return found;
    }

    @Test
    void the_page_has_every_metric_with_its_label_and_no_other() throws IOException {
        assertEquals(Metric.values().length + 1, shown().size());
        assertEquals(shown(), byName(ROW, page()));
    }

    @Test
    void the_page_names_every_value_of_a_label() throws IOException {
        var page = page();
        for (var outcome : Outcome.values()) {
            assertTrue(page.contains("`" + EnumWord.of(outcome) + "`"), outcome::name);
        }
        for (var state : HostMetrics.State.values()) {
            assertTrue(page.contains("\n| `" + EnumWord.of(state) + "` | "), state::name);
        }
    }

    @Test
    void alerts_use_metrics_that_are_shown() {
        var used = new TreeSet<String>();
        AlertRules.text()
                .lines()
                .filter(line -> !line.contains("#"))
                .flatMap(line -> NAME.matcher(line).results())
                .forEach(name -> used.add(name.group()));
        used.removeAll(shown().keySet());
        assertEquals(List.of(), List.copyOf(used));
    }

    @Test
    void the_page_names_every_alert() throws IOException {
        var page = page();
        var alerts = Pattern.compile("- alert: (\\w+)")
                .matcher(AlertRules.text())
                .results()
                .toList();
        assertEquals(8, alerts.size());
        for (var alert : alerts) {
            assertTrue(page.contains("`" + alert.group(1) + "`"), alert::group);
        }
    }
}
