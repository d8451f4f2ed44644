package dev.sluice.report;

import com.github.mustachejava.DefaultMustacheFactory;
import dev.sluice.document.HarmlessText;
import dev.sluice.document.HumanUnits;
import dev.sluice.report.HostStory.Step;
import dev.sluice.rollout.RolloutState;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code report/index.html} and its style sheet: a page without script and inline style, so that it works under the policy that Jenkins serves reports
 * with ({@code default-src 'none'; img-src 'self'; style-src 'self'}).
 */
final class HtmlReport {
    private static final String TEMPLATE = "dev/sluice/report/report.mustache";
    private static final int MOST = 400;
    /** The width of the drawing; its unit is whatever makes it as wide as the page. */
    private static final int WIDTH = 1000;

    private static final int ROW = 22;

    private HtmlReport() {}

    /** The values of the template; all text, which the template escapes. */
    record Page(
            String title,
            String result,
            String headline,
            List<String> lines,
            List<String> content,
            boolean anyContent,
            List<Fact> facts,
            Drawing drawing,
            List<Row> hosts,
            List<Evidence> evidence,
            List<Line> events) {}

    record Fact(String name, String value) {}

    /** @param height of all rows */
    record Drawing(int width, int height, List<Bar> bars, List<Label> labels, boolean any) {}

    record Bar(int x, int y, int width, String kind, String tip) {}

    record Label(int y, String text) {}

    record Row(
            String name,
            String batch,
            String from,
            String to,
            String state,
            String kind,
            List<Cell> cells,
            String why) {}

    record Cell(String text, String kind) {}

    record Evidence(String host, String source, String text) {}

    record Line(String at, String text) {}

    static String of(RolloutStory story) {
        var plan = story.plan();
        var lines = story.summary();
        return page(new Page(
                plan.fleet() + " " + plan.release().id(),
                story.isGood() ? "good" : "bad",
                harmless(lines.get(0)),
                lines.subList(1, lines.size()).stream()
                        .map(HtmlReport::harmless)
                        .toList(),
                story.content().stream().map(HtmlReport::harmless).toList(),
                !story.content().isEmpty(),
                facts(story),
                drawing(story),
                story.hosts().stream().map(HtmlReport::row).toList(),
                evidence(story),
                events(story)));
    }

    static String of(NoRollout ended) {
        var lines =
                new ArrayList<>(ended.lines().stream().map(HtmlReport::harmless).toList());
        if (!ended.next().isEmpty()) {
            lines.add("next  " + harmless(ended.next()));
        }
        var facts = List.of(new Fact("exit code", Integer.toString(ended.exitCode())));
        return page(new Page(
                harmless(ended.fleet()),
                ended.isGood() ? "good" : "bad",
                ended.outcome(),
                lines,
                List.of(),
                false,
                facts,
                new Drawing(WIDTH, 0, List.of(), List.of(), false),
                List.of(),
                List.of(),
                List.of()));
    }

    private static String page(Page page) {
        var text = new StringWriter();
        new DefaultMustacheFactory().compile(TEMPLATE).execute(text, page);
        return text.toString();
    }

    private static List<Fact> facts(RolloutStory story) {
        var plan = story.plan();
        return List.of(
                new Fact("rollout", plan.id().value()),
                new Fact("release", plan.release().id().value()),
                new Fact(
                        "content",
                        plan.release().files() + " files, "
                                + HumanUnits.bytes(plan.release().bytes())),
                new Fact("digest", plan.release().digest()),
                new Fact("purpose", plan.purpose().name().toLowerCase(Locale.ROOT)),
                new Fact("started by", harmless(plan.actor())),
                new Fact("from", second(story.began())),
                new Fact("to", second(story.ended())),
                new Fact("exit code", Integer.toString(story.exitCode())),
                new Fact("journal's head", story.head()));
    }

    private static String second(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Drawing drawing(RolloutStory story) {
        var hosts = story.hosts();
        var bars = new ArrayList<Bar>();
        var labels = new ArrayList<Label>();
        for (int i = 0; i < hosts.size(); i++) {
            var host = hosts.get(i);
            labels.add(new Label(i * ROW + 15, host.name()));
            for (var step : host.steps()) {
                if (step.result() != HostStory.Result.SKIPPED) {
                    bars.add(bar(story, host, step, i * ROW + 4));
                }
            }
        }
        return new Drawing(WIDTH, hosts.size() * ROW, bars, labels, !bars.isEmpty());
    }

    private static Bar bar(RolloutStory story, HostStory host, Step step, int y) {
        var whole = Math.max(1, Duration.between(story.began(), story.ended()).toMillis());
        int from = at(story, step.began(), whole);
        int to = at(story, step.ended(), whole);
        var kind = step.result() == HostStory.Result.FAILED ? "failed" : word(step);
        return new Bar(
                from,
                y,
                Math.max(3, to - from),
                kind,
                host.name() + ": " + word(step) + " " + HumanUnits.of(step.took()));
    }

    private static int at(RolloutStory story, Instant moment, long whole) {
        return (int) (Duration.between(story.began(), moment).toMillis() * WIDTH / whole);
    }

    private static String word(Step step) {
        return step.phase().name().toLowerCase(Locale.ROOT);
    }

    private static Row row(HostStory host) {
        var failure = host.state().failure();
        return new Row(
                host.name(),
                Integer.toString(host.batch()),
                host.plan().previous().map(id -> id.value()).orElse("nothing"),
                host.plan().to().value(),
                host.state().phase().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                failure.isPresent() ? "bad" : "good",
                host.steps().stream().map(HtmlReport::cell).toList(),
                failure.map(one -> harmless(one.summary() + "; " + one.next())).orElse(""));
    }

    private static Cell cell(Step step) {
        return switch (step.result()) {
            case PASSED -> new Cell(word(step) + " " + HumanUnits.of(step.took()), "passed");
            case FAILED -> new Cell(word(step) + " failed", "failed");
            case SKIPPED -> new Cell(word(step), "skipped");
        };
    }

    private static List<Evidence> evidence(RolloutStory story) {
        return story.hosts().stream()
                .flatMap(host -> host.state().evidence().stream()
                        .map(excerpt -> new Evidence(
                                host.name(),
                                harmless(excerpt.source()),
                                HarmlessText.lines(String.join("\n", excerpt.lines())))))
                .toList();
    }

    private static List<Line> events(RolloutStory story) {
        var view = new EventPerLineView(story.plan(), Palette.PLAIN, Detail.NORMAL);
        var lines = new ArrayList<Line>();
        var state = RolloutState.replay(story.plan(), List.of());
        for (var event : story.events()) {
            state = event.applyTo(state);
            view.on(event, state).forEach(line -> lines.add(new Line(second(event.at()), line.strip())));
        }
        return lines;
    }

    private static String harmless(String text) {
        return HarmlessText.line(text, MOST);
    }
}
