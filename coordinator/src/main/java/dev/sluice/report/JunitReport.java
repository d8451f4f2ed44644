package dev.sluice.report;

import dev.sluice.document.HarmlessText;
import dev.sluice.plan.Batch;
import dev.sluice.report.HostStory.Result;
import dev.sluice.report.HostStory.Step;
import dev.sluice.rollout.Failure;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a suite for each batch, a case for each host and phase, and one for the rollout as a whole. The form is the one that Jenkins' plugin
 * "junit" documents; a failure of proof or health is a {@code failure}, one of a connection or tool an {@code error}.
 */
final class JunitReport {
    private static final int MOST = 4_000;

    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(RolloutStory story) {
        return text(report -> report.rollout(story));
    }

    /** What was refused or failed before there was a rollout. */
    static String of(NoRollout ended) {
        return text(report -> report.ended(ended));
    }

    @FunctionalInterface
    private interface Content {
        void write(JunitReport report) throws XMLStreamException;
    }

    private static String text(Content content) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            content.write(new JunitReport(xml));
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report in memory cannot be written", e);
        }
        return text + "\n";
    }

    private void rollout(RolloutStory story) throws XMLStreamException {
        xml.writeStartElement("testsuites");
        xml.writeAttribute(
                "name", story.plan().fleet() + " " + story.plan().release().id());
        for (var batch : story.plan().batches()) {
            batch(story, batch);
        }
        suite("rollout", 1, story.isGood() ? 0 : 1, 0, 0, Duration.between(story.began(), story.ended()));
        caseOf(story.plan().fleet(), "outcome", Duration.between(story.began(), story.ended()));
        if (!story.isGood()) {
            var lines = story.summary();
            problem("failure", "exit code " + story.exitCode(), lines.get(0), String.join("\n", lines));
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void batch(RolloutStory story, Batch batch) throws XMLStreamException {
        var hosts = story.hosts(batch.number());
        var steps = hosts.stream().flatMap(host -> host.steps().stream()).toList();
        suite(
                "batch " + batch.number(),
                steps.size(),
                count(steps, JunitReport::isFailure),
                count(steps, step -> step.result() == Result.FAILED && !isFailure(step)),
                count(steps, step -> step.result() == Result.SKIPPED),
                steps.stream().map(Step::took).reduce(Duration.ZERO, Duration::plus));
        for (var host : hosts) {
            var groups = host.plan().host().groups();
            var className = (groups.isEmpty() ? "" : groups.get(0) + ".") + host.name();
            for (var step : host.steps()) {
                step(className, host, step);
            }
        }
        xml.writeEndElement();
    }

    private void step(String className, HostStory host, Step step) throws XMLStreamException {
        caseOf(className, step.phase().name().toLowerCase(Locale.ROOT), step.took());
        if (step.result() == Result.SKIPPED) {
            xml.writeEmptyElement("skipped");
        }
        if (step.failure().isPresent()) {
            var failure = step.failure().get();
            var text = new StringBuilder(failure.summary() + "\nnext: " + failure.next());
            host.state().evidence().forEach(excerpt -> excerpt.lines().forEach(line -> text.append('\n')
                    .append(excerpt.source())
                    .append(" | ")
                    .append(line)));
            problem(
                    isFailure(step) ? "failure" : "error",
                    failure.kind().name().toLowerCase(Locale.ROOT),
                    failure.what(),
                    text.toString());
        }
        xml.writeEndElement();
    }

    private static boolean isFailure(Step step) {
        return step.failure()
                .map(Failure::kind)
                .filter(kind -> kind == Failure.Kind.PROOF || kind == Failure.Kind.HEALTH)
                .isPresent();
    }

    private static int count(List<Step> steps, Predicate<Step> wanted) {
        return (int) steps.stream().filter(wanted).count();
    }

    private void ended(NoRollout ended) throws XMLStreamException {
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", harmless(ended.fleet()));
        suite("rollout", 1, 0, ended.isGood() ? 0 : 1, 0, Duration.ZERO);
        caseOf(ended.fleet(), "preparation", Duration.ZERO);
        if (!ended.isGood()) {
            problem(
                    "error",
                    "exit code " + ended.exitCode(),
                    ended.lines().isEmpty() ? ended.outcome() : ended.lines().get(0),
                    String.join("\n", ended.lines()) + "\nnext: " + ended.next());
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void suite(String name, int tests, int failures, int errors, int skipped, Duration took)
            throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        xml.writeAttribute("tests", Integer.toString(tests));
        xml.writeAttribute("failures", Integer.toString(failures));
        xml.writeAttribute("errors", Integer.toString(errors));
        xml.writeAttribute("skipped", Integer.toString(skipped));
        xml.writeAttribute("time", seconds(took));
    }

    private void caseOf(String className, String name, Duration took) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", harmless(className));
        xml.writeAttribute("name", name);
        xml.writeAttribute("time", seconds(took));
    }

    private void problem(String element, String type, String message, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("type", type);
        xml.writeAttribute("message", harmless(message));
        var plain = HarmlessText.lines(text);
        xml.writeCharacters(plain.length() <= MOST ? plain : plain.substring(0, MOST) + "…");
        xml.writeEndElement();
    }

    private static String harmless(String text) {
        return HarmlessText.line(text, MOST);
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }
}
