package dev.sluice.web.page;

import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What surrounds every screen.
 *
 * @param base address of the site, such as {@code /sites/prod/shop}; empty for the overview
 * @param site what is typed to confirm
 * @param now ISO-8601, UTC: the moment of the page, for browsers whose clock is another
 * @param events address of the event stream that announces news; empty where there is none
 * @param refresh seconds after which a browser without script loads the page again; empty while a person fills a form
 */
record Frame(
        String title,
        String base,
        String fleet,
        String site,
        List<Tab> tabs,
        String visitor,
        String csrf,
        List<Message> notices,
        String now,
        String asOf,
        String zone,
        String events,
        String refresh) {
    private static final String REFRESH = "15";

    /** @param current for the screen that is shown */
    record Tab(String name, String href, boolean current) {}

    /** What became of a form. */
    record Message(String css, String shape, String text) {}

    /** The screens of a site. */
    enum Screen {
        FLEET,
        ROLLOUT,
        SCHEDULE
    }

    static Frame of(Screen screen, SiteFacts facts, Visitor visitor, Optional<RolloutId> rollout, Optional<Act> asked) {
        var fleet = facts.site().fleet();
        var base = base(fleet);
        var shown = rollout.or(() -> newest(facts));
        var moments = facts.moments();
        return new Frame(
                Words.title(screen.name().toLowerCase(Locale.ROOT)) + " · " + fleet,
                base,
                fleet.toString(),
                fleet.site(),
                tabs(screen, base, shown),
                visitor.name(),
                visitor.csrf(),
                visitor.notice().map(Frame::message).stream().toList(),
                moments.when(facts.now()).iso(),
                moments.second(facts.now()),
                moments.place(),
                screen == Screen.ROLLOUT || facts.open().isPresent()
                        ? shown.map(id -> events(base, id)).orElse("")
                        : "",
                asked.isPresent() ? "" : REFRESH);
    }

    /** The overview of all sites. */
    static Frame overview(Visitor visitor, Moments moments) {
        return new Frame(
                "Sites",
                "",
                "",
                "",
                List.of(),
                visitor.name(),
                visitor.csrf(),
                visitor.notice().map(Frame::message).stream().toList(),
                moments.when(moments.now()).iso(),
                moments.second(moments.now()),
                moments.place(),
                "",
                REFRESH);
    }

    private static Message message(Visitor.Notice notice) {
        var tone = notice instanceof Visitor.Notice.Done ? Tone.FINE : Tone.NOTE;
        return new Message(tone.css(), tone.shape(), Words.harmless(notice.text()));
    }

    private static Optional<RolloutId> newest(SiteFacts facts) {
        return facts.open().map(SeenRollout::id).or(() -> facts.recorded().history().rollouts().stream()
                .findFirst()
                .map(newest -> newest.id()));
    }

    private static List<Tab> tabs(Screen screen, String base, Optional<RolloutId> rollout) {
        return List.of(
                new Tab("Fleet", base, screen == Screen.FLEET),
                new Tab("Rollout", rollout.map(id -> rollout(base, id)).orElse(""), screen == Screen.ROLLOUT),
                new Tab("Schedule", base + "/schedule", screen == Screen.SCHEDULE));
    }

    /** The address of a site's first screen. */
    static String base(FleetName fleet) {
        return "/sites/" + part(fleet.inventory()) + "/" + part(fleet.site());
    }

    static String rollout(String base, RolloutId id) {
        return base + "/rollouts/" + id.value();
    }

    private static String events(String base, RolloutId id) {
        return "/api/v1" + rollout(base, id) + "/events";
    }

    private static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
