package dev.sluice.playbook;

import dev.sluice.document.Durations;
import dev.sluice.document.InOrder;
import dev.sluice.document.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a playbook of a document; what does not fit becomes a problem of the document. */
final class PlaybookReader {
    private PlaybookReader() {}

    static Playbook playbook(Section root) {
        var strategy = new StrategyReader(root.section("strategy"), StrategyReader.DEFAULT).checked();
        var window = WindowReader.window(root);
        return new Playbook(
                root.text("name", ""),
                Selectors.required(root, "targets"),
                ReleaseReader.release(root.section("release")),
                new TasksReader(root.section("tasks")).tasks(),
                strategy,
                strategies(root.section("strategies"), strategy),
                new StrategyReader(root.section("rollback"), strategy).strategy(),
                OpcacheReader.opcache(root.section("opcache")),
                root.value("records").section().map(PlaybookReader::records),
                new HealthReader(root).checks(),
                probe(root.section("probe")),
                window,
                ScheduleReader.schedules(root, window.map(ReleaseWindow::zone)),
                NotificationReader.notifications(root, window.map(ReleaseWindow::zone)));
    }

    static List<Notification> notifications(Section root) {
        return NotificationReader.notifications(root, WindowReader.window(root).map(ReleaseWindow::zone));
    }

    private static Map<String, Strategy> strategies(Section section, Strategy base) {
        var result = new LinkedHashMap<String, Strategy>();
        section.keys().forEach(name -> result.put(name, new StrategyReader(section.section(name), base).checked()));
        return InOrder.copyOf(result);
    }

    private static RecordSettings records(Section section) {
        return new RecordSettings(
                section.secret("key"),
                section.texts("trust").stream().map(section.document()::resolve).toList());
    }

    private static ProbeSettings probe(Section section) {
        var probe = new ProbeSettings(
                section.duration("every", Duration.ofSeconds(2)),
                section.duration("timeout", Duration.ofSeconds(5)),
                section.number("consecutive", 3),
                section.duration("within", Duration.ofMinutes(2)));
        var needed = probe.every().multipliedBy(probe.consecutive());
        if (section.sound("every", "consecutive", "within") && needed.compareTo(probe.within()) >= 0) {
            section.problem(
                    "within",
                    probe.consecutive() + " good answers, one every " + Durations.written(probe.every()) + ", take "
                            + Durations.written(needed) + "; within must be longer than that");
        }
        return probe;
    }
}
