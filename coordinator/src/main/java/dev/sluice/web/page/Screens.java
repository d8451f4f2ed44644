package dev.sluice.web.page;

import dev.sluice.daemon.ServedSite;
import dev.sluice.engine.JournalException;
import dev.sluice.host.Timekeeper;
import dev.sluice.operation.Ports;
import dev.sluice.plan.RolloutId;
import dev.sluice.web.page.Templates.Extent;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The screens of the page, as HTML. They are made from what this machine has recorded; no host is asked. Safe for use by many threads. */
public final class Screens {
    private final Templates templates = new Templates();
    private final SiteReader reader;
    private final Timekeeper time;

    /** @param answers of hosts that something else asked */
    public Screens(Ports.Records records, LastAnswers answers, Timekeeper time) {
        this.reader = new SiteReader(records, answers);
        this.time = time;
    }

    /**
     * What is wanted of a screen.
     *
     * @param ask the act whose form is open, such as {@code abort}; empty for none
     * @param from how many of the newest rollouts the history leaves out
     * @param part whether only what is below {@code main} is wanted
     */
    public record Wanted(Optional<String> ask, int from, Part part) {
        /** How much of the page. */
        public enum Part {
            WHOLE,
            MAIN
        }

        private Extent extent() {
            return part == Part.MAIN ? Extent.MAIN : Extent.PAGE;
        }
    }

    /** The address of the only site; empty where there are several or none. */
    public static Optional<String> only(List<ServedSite> sites) {
        return OverviewScreen.only(sites.stream().map(SiteReader::named).toList());
    }

    /** All sites. */
    public String overview(List<ServedSite> sites, Visitor visitor, Wanted wanted) {
        var now = time.now();
        var facts = sites.stream().map(site -> reader.read(site, now)).toList();
        var screen = OverviewScreen.of(facts, visitor, new Moments(ZoneOffset.UTC, now));
        return templates.render("overview", wanted.extent(), screen);
    }

    /** The fleet of a site. */
    public String fleet(ServedSite site, Visitor visitor, Wanted wanted) {
        var facts = reader.read(site, time.now());
        return templates.render("fleet", wanted.extent(), FleetScreen.of(facts, visitor, wanted.ask(), wanted.from()));
    }

    /** The schedules of a site. */
    public String schedule(ServedSite site, Visitor visitor, Wanted wanted) {
        var facts = reader.read(site, time.now());
        return templates.render("schedule", wanted.extent(), ScheduleScreen.of(facts, visitor, wanted.ask()));
    }

    /**
     * A rollout of a site; empty where the site has none with this id.
     *
     * @throws JournalException when its record cannot be read
     */
    public Optional<String> rollout(ServedSite site, RolloutId id, Visitor visitor, Wanted wanted)
            throws JournalException {
        var facts = reader.read(site, time.now());
        if (PastRollout.find(facts, id).isEmpty()) {
            return Optional.empty();
        }
        var open = facts.open().filter(seen -> seen.id().equals(id));
        var seen = open.isPresent() ? open.get() : reader.seen(site.fleet(), id);
        var screen = RolloutScreen.of(facts, seen, visitor, wanted.ask(), List.of());
        return Optional.of(templates.render("rollout", wanted.extent(), screen));
    }

    /** What is shown in the place of a screen that does not exist, or cannot be shown. */
    public String message(Visitor visitor, String title, String text) {
        var moments = new Moments(ZoneOffset.UTC, time.now());
        var screen = new MessageScreen(Frame.overview(visitor, moments), title, Words.harmless(text));
        return templates.render("message", Extent.PAGE, screen);
    }

    /** Where a person signs in with a token. */
    public String login(Attempt attempt) {
        return templates.render("login", Extent.PAGE, new LoginScreen(attempt == Attempt.REFUSED));
    }

    /** Whether a person has tried to sign in. */
    public enum Attempt {
        NONE,
        REFUSED
    }

    private record LoginScreen(boolean refused) {}
}
