package dev.sluice.web.page;

import dev.sluice.plan.Restrictions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All sites, those first for which a person is needed. */
record OverviewScreen(Frame frame, Sentence sentence, List<SiteCard> sites) {
    /** One site. */
    record SiteCard(String name, String href, Sentence sentence, String next, String hosts, String frozen) {}

    static OverviewScreen of(List<SiteFacts> sites, Visitor visitor, Moments moments) {
        var cards = sites.stream()
                .map(OverviewScreen::card)
                .sorted(Comparator.comparing((SiteCard card) -> card.sentence().tone())
                        .reversed()
                        .thenComparing(SiteCard::name))
                .toList();
        return new OverviewScreen(Frame.overview(visitor, moments), sentence(cards), cards);
    }

    private static SiteCard card(SiteFacts facts) {
        var starts = new Starts(facts);
        return new SiteCard(
                facts.site().fleet().toString(),
                Frame.base(facts.site().fleet()),
                new FleetSentence(facts).of(),
                starts.first()
                        .map(starts::line)
                        .map(line -> line.when().local() + ", " + line.word())
                        .orElse(""),
                Words.hosts(facts.site().hosts().size()),
                facts.freeze()
                        .map(Restrictions.Freeze::message)
                        .map(Words::harmless)
                        .orElse(""));
    }

    private static Sentence sentence(List<SiteCard> cards) {
        long needed = cards.stream()
                .filter(card -> card.sentence().tone() == Tone.NEEDED)
                .count();
        if (cards.isEmpty()) {
            return Sentence.note("No site is served");
        }
        return needed == 0
                ? Sentence.fine("No site needs a person")
                : Sentence.needed(needed + " of " + Words.count(cards.size(), "site")
                        + (needed == 1 ? " needs a person" : " need a person"));
    }

    /** The only site; empty where there are several or none. */
    static Optional<String> only(List<SiteFacts.Named> sites) {
        return sites.size() == 1 ? Optional.of(Frame.base(sites.get(0).fleet())) : Optional.empty();
    }
}
