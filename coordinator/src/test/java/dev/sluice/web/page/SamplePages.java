package dev.sluice.web.page;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutIds;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Blackout;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.web.page.Templates.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages with much on them, by their names: for tests, and to be seen in a browser ({@code main} writes them into a directory). */
public final class SamplePages {
    private static final Templates TEMPLATES = new Templates();

    private SamplePages() {}

    public static void main(String... arguments) throws IOException {
        var directory = Path.of(arguments[0]);
        Files.createDirectories(directory.resolve("assets"));
        for (var page : all().entrySet()) {
            Files.writeString(directory.resolve(page.getKey() + ".html"), page.getValue());
        }
        for (var asset : List.of("page.css", "page.js", "icon.svg")) {
            Files.writeString(
                    directory.resolve("assets").resolve(asset),
                    Assets.find(asset).orElseThrow().content());
        }
    }

    /** Whole pages. */
    public static Map<String, String> all() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("fleet", fleet(quiet(), ""));
        pages.put("fleet-frozen", fleet(quiet().frozen("incident 311: payments answer slowly"), "freeze-reason"));
        pages.put("fleet-broken", fleet(broken(), ""));
        pages.put("fleet-open", fleet(held(), ""));
        pages.put("rollout-held", rollout(held(), ""));
        pages.put("rollout-abort", rollout(held(), "abort"));
        pages.put("rollout-running", rollout(running(), ""));
        pages.put("rollout-failed", rollout(failed(), ""));
        pages.put("rollout-done", rollout(quiet(), "rollback"));
        pages.put("schedule", schedule(quiet(), ""));
        pages.put("overview", overview());
        return pages;
    }

    static String fleet(SampleSite site, String ask) {
        return TEMPLATES.render(
                "fleet", Extent.PAGE, FleetScreen.of(site.facts(), SampleSite.everyone(), Optional.of(ask), 0));
    }

    static String rollout(SampleSite site, String ask) {
        return TEMPLATES.render(
                "rollout",
                Extent.PAGE,
                RolloutScreen.of(site.facts(), site.seen(), SampleSite.everyone(), Optional.of(ask), List.of()));
    }

    static String schedule(SampleSite site, String ask) {
        return TEMPLATES.render(
                "schedule", Extent.PAGE, ScheduleScreen.of(site.facts(), SampleSite.everyone(), Optional.of(ask)));
    }

    private static String overview() {
        var sites = List.of(quiet().facts(), held().facts(), broken().facts());
        return TEMPLATES.render(
                "overview",
                Extent.PAGE,
                OverviewScreen.of(sites, SampleSite.everyone(), sites.get(0).moments()));
    }

    /** Twelve hosts; one was left out for days. */
    static SampleSite quiet() {
        var site = new SampleSite(SampleEvents.good(PlanDraft.of(11).batches(1, 3, 7)))
                .leftOut("web017", PlanDraft.AT.minus(Duration.ofDays(5)), "connection timed out after 10 s")
                .disabled(PlanDraft.web(4), "new memory on Monday")
                .nightly()
                .window(new ReleaseWindow(
                        SampleSite.BERLIN,
                        List.of(),
                        List.of(new Blackout(LocalDate.of(2026, 11, 26), LocalDate.of(2026, 11, 27), "Black Friday")),
                        ReleaseWindow.Closing.FINISH_BATCH,
                        ReleaseWindow.Fit.OFF))
                .artifact("/var/lib/builds/shop-1123.tar.gz");
        nights(site);
        return site;
    }

    private static void nights(SampleSite site) {
        var rollout = RolloutIds.of(0x7f3a09bc);
        site.entry(
                new ScheduleEntry.Checked(PlanDraft.AT.minusSeconds(20_000), "nightly", LocalDate.of(2026, 11, 22), 0));
        night(
                site,
                22,
                local -> new ScheduleEntry.Started(PlanDraft.AT, "nightly", local, PlanDraft.AT, rollout, "succeeded"));
        night(
                site,
                20,
                local -> new ScheduleEntry.Skipped(
                        PlanDraft.AT,
                        "nightly",
                        local,
                        PlanDraft.AT,
                        "the newest artifact, /var/lib/builds/shop-1119.tar.gz, is live already",
                        Optional.empty()));
        night(
                site,
                19,
                local -> new ScheduleEntry.Started(
                        PlanDraft.AT, "nightly", local, PlanDraft.AT, RolloutIds.of(0x11), "reverted"));
        night(
                site,
                18,
                local -> new ScheduleEntry.Missed(
                        PlanDraft.AT, "nightly", local, PlanDraft.AT, "nothing started it at its time"));
    }

    private interface Night {
        ScheduleEntry of(LocalDateTime local);
    }

    private static void night(SampleSite site, int day, Night night) {
        site.entry(night.of(LocalDateTime.of(2026, 11, day, 22, 30)));
    }

    static SampleSite broken() {
        return quiet().problem("0 is not a size: a number of hosts from 1, or a percentage")
                .problem("unknown key 'sise'; did you mean 'size'?");
    }

    /** Held after a canary, for a person to promote it. */
    static SampleSite held() {
        var draft = PlanDraft.of(16)
                .batches(List.of(
                        PlanDraft.held(1, Duration.ofHours(1), Then.REVERT),
                        PlanDraft.step(4),
                        PlanDraft.step(6),
                        PlanDraft.step(5)));
        return new SampleSite(SampleEvents.of(draft).staged().batchDone(1).held(1, Duration.ofHours(1), Then.REVERT))
                .nightly()
                .artifact("/var/lib/builds/shop-1123.tar.gz");
    }

    /** Soaks after its second batch. */
    static SampleSite running() {
        var events = SampleEvents.of(PlanDraft.of(60).batches(1, 9, 50))
                .staged()
                .batchDone(1)
                .opened(1)
                .batchDone(2)
                .soaking(2, Duration.ofMinutes(15));
        return new SampleSite(events).run();
    }

    /** A host could not be reverted. */
    static SampleSite failed() {
        var web2 = PlanDraft.web(2);
        var events = SampleEvents.of(PlanDraft.of(8).batches(1, 3, 4))
                .staged()
                .batchDone(1)
                .opened(1)
                .batch(2)
                .healthy(PlanDraft.web(3))
                .switched(web2)
                .failed(
                        web2,
                        "/healthz answered 500 (3 of 3)",
                        "[22-Nov-2026 23:31:07] PHP Fatal error: Uncaught TypeError in /srv/shop/current/src/Cart.php:88",
                        "#0 /srv/shop/current/public/index.php(12): Cart->total(NULL)")
                .add(new FleetEvent.GateRefused(PlanDraft.AT.plusSeconds(200), 2, "1 of 8 hosts failed, limit 0"))
                .reverted(web2)
                .reverted(PlanDraft.web(3))
                .reverted(PlanDraft.web(1))
                .ended(Outcome.REVERTED);
        return new SampleSite(events);
    }

    static HostName host(int number) {
        return PlanDraft.web(number);
    }
}
