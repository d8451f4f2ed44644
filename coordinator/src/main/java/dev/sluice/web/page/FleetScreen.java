package dev.sluice.web.page;

import dev.sluice.document.Problem;
import dev.sluice.plan.Restrictions.Freeze;
import java.util.List;
import java.util.Optional;

/**
 * The fleet of a site.
 *
 * @param problems of its files
 * @param troubles records that cannot be read
 * @param frozen why and until when; empty while it is not
 * @param tonight empty without a schedule
 * @param asked the act whose form is open
 * @param basis what the columns of the hosts are known from
 */
record FleetScreen(
        Frame frame,
        Sentence sentence,
        List<String> problems,
        List<String> troubles,
        String frozen,
        List<Act> reason,
        List<Next> tonight,
        List<Act> acts,
        List<Act> asked,
        List<HostRow> hosts,
        String basis,
        PastRollout.Page history,
        List<PastRollout> newest) {
    private static final int MOST_PROBLEMS = 50;

    /** The next start, with what is known of it. */
    record Next(StartLine start, List<Tonight.Fact> facts) {}

    /**
     * The screen.
     *
     * @param ask the key of the act whose form is open; empty for none
     * @param from how many of the newest rollouts the history leaves out
     */
    static FleetScreen of(SiteFacts facts, Visitor visitor, Optional<String> ask, int from) {
        var acts = new FleetActs(facts, visitor);
        var reason = acts.freezeReason();
        var asked = acts.fleet().stream()
                .filter(Act::opens)
                .filter(act -> ask.filter(act.key()::equals).isPresent())
                .findFirst()
                .or(() -> reason.filter(act -> ask.filter(act.key()::equals).isPresent()));
        var rows = new HostRows(facts).all();
        return new FleetScreen(
                Frame.of(Frame.Screen.FLEET, facts, visitor, Optional.empty(), asked),
                new FleetSentence(facts).of(),
                facts.site().problems().stream()
                        .limit(MOST_PROBLEMS)
                        .map(Problem::toString)
                        .map(Words::harmless)
                        .toList(),
                facts.recorded().troubles().stream().map(Words::harmless).toList(),
                facts.freeze().map(freeze -> words(freeze, facts)).orElse(""),
                reason.stream().toList(),
                new Starts(facts)
                                .first()
                                .map(next -> new Next(new Starts(facts).line(next), new Tonight(facts).of(next)))
                                .stream()
                                .toList(),
                acts.fleet(),
                asked.stream().toList(),
                rows,
                basis(facts),
                PastRollout.page(facts, from),
                PastRollout.page(facts, 0).lines().stream().limit(1).toList());
    }

    private static String words(Freeze freeze, SiteFacts facts) {
        var by = facts.recorded().restrictions().by();
        return Words.harmless(freeze.message()) + " (" + Words.harmless(by) + ", "
                + facts.moments().near(facts.recorded().restrictions().at())
                + freeze.until()
                        .map(end -> ", until " + facts.moments().near(end))
                        .orElse("") + ")";
    }

    private static String basis(SiteFacts facts) {
        return facts.live()
                .map(answer -> "by the hosts, asked " + facts.moments().near(answer.at()))
                .orElse("by the record; no host was asked");
    }

    // For templates.

    boolean anyActs() {
        return !acts.isEmpty();
    }

    boolean anyProblems() {
        return !problems.isEmpty();
    }

    boolean anyTroubles() {
        return !troubles.isEmpty();
    }

    boolean anyHosts() {
        return !hosts.isEmpty();
    }

    boolean anyHistory() {
        return !history.lines().isEmpty();
    }

    int count() {
        return hosts.size();
    }
}
