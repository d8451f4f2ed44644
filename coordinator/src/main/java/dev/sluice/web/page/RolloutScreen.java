package dev.sluice.web.page;

import dev.sluice.document.HarmlessText;
import dev.sluice.rollout.Excerpt;
import dev.sluice.rollout.HoldDeadline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One rollout.
 *
 * @param asked the act whose form is open
 * @param next commands for what the page cannot do
 * @param content what goes out, a line each
 * @param log the newest first
 */
record RolloutScreen(
        Frame frame,
        Sentence sentence,
        List<Counter> counters,
        String id,
        String release,
        String purpose,
        List<Act> acts,
        List<Act> asked,
        List<String> next,
        List<RolloutFacts.Fact> facts,
        List<BatchColumn> batches,
        List<LeftOutLine> leftOut,
        List<Seen> evidence,
        List<String> content,
        List<LogLine> log) {
    private static final int MOST_LINES = 30;
    private static final int MOST_EVIDENCE_LINES = 40;
    private static final int MOST_EVIDENCE = 20;
    private static final int MOST_CHARS = 500;

    /**
     * What is counted down, beside the sentence: not in it, since a screen reader reads that again whenever it changes.
     *
     * @param until ISO-8601, UTC
     */
    record Counter(String until, String left) {}

    /** A host that is not part of it. */
    record LeftOutLine(String host, String why) {}

    /**
     * What was seen on a host that failed.
     *
     * @param key unique on the page
     * @param text lines, harmless
     */
    record Seen(String key, String host, String source, String text, String note) {}

    /** @param host empty for the whole rollout */
    record LogLine(String iso, String at, String host, String text) {}

    /**
     * The screen.
     *
     * @param content what goes out, as far as that is known
     */
    static RolloutScreen of(
            SiteFacts facts, SeenRollout seen, Visitor visitor, Optional<String> ask, List<String> content) {
        var acts = new RolloutActs(facts, seen, visitor).of();
        var asked = acts.stream()
                .filter(Act::opens)
                .filter(act -> ask.filter(act.key()::equals).isPresent())
                .findFirst();
        var moments = facts.moments();
        return new RolloutScreen(
                Frame.of(Frame.Screen.ROLLOUT, facts, visitor, Optional.of(seen.id()), asked),
                sentence(seen, moments),
                counter(seen, moments).stream().toList(),
                seen.id().toString(),
                Words.releases(seen.releases()),
                Words.word(seen.plan().purpose()),
                acts,
                asked.stream().toList(),
                next(seen),
                new RolloutFacts(facts, seen).all(),
                BatchColumn.of(seen, moments),
                seen.plan().leftOut().stream()
                        .map(out -> new LeftOutLine(out.host().value(), Words.harmless(out.why())))
                        .toList(),
                evidence(seen),
                content.stream().map(Words::harmless).toList(),
                log(seen, moments));
    }

    private static Sentence sentence(SeenRollout seen, Moments moments) {
        var sentence = new RolloutSentence(seen, moments).of();
        return new Sentence(sentence.tone(), Words.title(sentence.text()));
    }

    private static Optional<Counter> counter(SeenRollout seen, Moments moments) {
        return seen.state()
                .hold()
                .map(HoldDeadline::at)
                .or(() -> seen.pending().soak().map(soak -> soak.until()))
                .filter(until -> until.isAfter(moments.now()))
                .map(until -> new Counter(moments.when(until).iso(), moments.left(until)));
    }

    /** For a decision on a task, which is not made here. */
    private static List<String> next(SeenRollout seen) {
        return seen.state().hasUnknownTask()
                ? seen.pending().next().stream().map(Words::harmless).toList()
                : List.of();
    }

    private static List<Seen> evidence(SeenRollout seen) {
        var all = new ArrayList<Seen>();
        for (var host : seen.plan().hosts()) {
            for (var excerpt : seen.state().host(host.name()).evidence()) {
                all.add(new Seen(
                        "evidence-" + all.size(),
                        host.name().value(),
                        Words.harmless(excerpt.source()),
                        lines(excerpt),
                        Words.harmless(excerpt.note())));
            }
        }
        return all.stream().limit(MOST_EVIDENCE).toList();
    }

    private static String lines(Excerpt excerpt) {
        var lines = excerpt.lines();
        var last = lines.subList(Math.max(0, lines.size() - MOST_EVIDENCE_LINES), lines.size());
        return String.join("\n", last.stream().map(RolloutScreen::line).toList());
    }

    private static String line(String text) {
        return HarmlessText.line(text, MOST_CHARS);
    }

    private static List<LogLine> log(SeenRollout seen, Moments moments) {
        var words = new EventWords();
        var events = new ArrayList<>(seen.record().events());
        Collections.reverse(events);
        return events.stream()
                .flatMap(event -> words.of(event).stream()
                        .map(text -> new LogLine(
                                moments.when(event.at()).iso(),
                                moments.second(event.at()),
                                EventWords.host(event),
                                text)))
                .limit(MOST_LINES)
                .toList();
    }

    // For templates.

    boolean anyActs() {
        return !acts.isEmpty();
    }

    boolean anyEvidence() {
        return !evidence.isEmpty();
    }

    boolean anyContent() {
        return !content.isEmpty();
    }

    boolean anyLeftOut() {
        return !leftOut.isEmpty();
    }

    boolean anyNext() {
        return !next.isEmpty();
    }
}
