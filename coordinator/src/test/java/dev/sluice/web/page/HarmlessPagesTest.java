package dev.sluice.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.web.page.Templates.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What hosts, tools and people wrote is text on every screen, and no page has script or style of its own. */
class HarmlessPagesTest {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]]");
    private static final Pattern INLINE = Pattern.compile(
            "<style|\\sstyle=|<[^>]*\\son[a-z]+=|<script(?! src=\"/assets/page.js\")|javascript:|srcdoc");
    private static final Pattern POST = Pattern.compile("<form method=\"post\".*?</form>", Pattern.DOTALL);

    static Stream<String> hostile() {
        return Stream.of(
                "<script>alert(1)</script>",
                "</pre></main><img src=x onerror=alert(1)>",
                "\" autofocus onfocus=\"alert(1)",
                "' onmouseover='alert(1)",
                "\u001b[31mred\u001b[0m \u0000 \u0007",
                "\u202egnp.exe\u2066 \u200b\u2028",
                "\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007",
                "{{frame.csrf}} {{{sentence.text}}} {{> fleet-main}}",
                "&lt;b&gt; &amp; <b>",
                "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void text_from_elsewhere_is_harmless_on_every_screen(String hostile) {
        var shown = hostile.startsWith("x") ? "xxx…" : "";
        pages(site(hostile)).forEach((name, page) -> {
            assertFalse(CONTROL.matcher(page).find(), name);
            assertFalse(INLINE.matcher(page).find(), () -> name + ": " + page);
            assertFalse(page.contains("<img") || page.contains("<b> "), name);
            assertEquals(1, count(page, "<script"), name);
            assertTrue(page.length() < 60_000, () -> name + " has " + page.length());
            assertTrue(page.contains(shown), name);
        });
    }

    @Test
    void it_is_on_the_screens() {
        var pages = pages(site("MARK"));
        assertTrue(count(page(pages, "rollout"), "MARK") > 8, page(pages, "rollout"));
        assertTrue(count(page(pages, "fleet"), "MARK") > 6, page(pages, "fleet"));
        assertTrue(count(page(pages, "schedule"), "MARK") > 4, page(pages, "schedule"));
        assertTrue(count(page(pages, "overview"), "MARK") > 0, page(pages, "overview"));
    }

    /** Hostile text wherever text is free. */
    private static SampleSite site(String text) {
        var web2 = PlanDraft.web(2);
        var at = PlanDraft.AT.plusSeconds(90);
        var events = SampleEvents.of(PlanDraft.of(3).batches(1, 2))
                .staged()
                .batchDone(1)
                .add(new FleetEvent.Promoted(at, 1, text))
                .add(new FleetEvent.WindowOverridden(at, text, text))
                .batch(2)
                .switched(web2)
                .failed(web2, text, text, text)
                .add(new HostEvent.HostNoted(at, web2, text))
                .add(new FleetEvent.GateRefused(at, 2, text));
        var due = PlanDraft.AT;
        return new SampleSite(events)
                .nightly()
                .artifact("/var/lib/builds/" + text)
                .leftOut("web17", at, text)
                .disabled(PlanDraft.web(1), text)
                .frozen(text)
                .trouble(text)
                .problem(text)
                .older(new RolloutSummary(
                        RolloutIds.of(0x11),
                        Purpose.RELEASE,
                        PlanDraft.OLD,
                        text,
                        due,
                        due,
                        RolloutPhase.FINISHED,
                        Optional.empty(),
                        Optional.of(Outcome.REVERTED),
                        List.of(),
                        List.of()))
                .entry(new ScheduleEntry.Missed(due, "nightly", LocalDateTime.of(2026, 11, 21, 22, 30), due, text))
                .entry(new ScheduleEntry.Skipped(
                        due, "nightly", LocalDateTime.of(2026, 11, 20, 22, 30), due, text, Optional.empty()))
                .entry(new ScheduleEntry.Checked(due, "nightly", LocalDate.of(2026, 11, 22), 3))
                .entry(new ScheduleEntry.Paused(due, "nightly", Optional.empty(), text, text));
    }

    private static Map<String, String> pages(SampleSite site) {
        var facts = site.facts();
        var visitor = new Visitor(
                "anna",
                SampleSite.everyone().scopes(),
                "csrf-7d1e",
                Optional.of(
                        new Visitor.Notice.Refused(facts.recorded().troubles().get(0))));
        var pages = new LinkedHashMap<String, String>();
        var templates = new Templates();
        pages.put("fleet", templates.render("fleet", Extent.PAGE, FleetScreen.of(facts, visitor, Optional.empty(), 0)));
        pages.put(
                "rollout",
                templates.render(
                        "rollout",
                        Extent.PAGE,
                        RolloutScreen.of(
                                facts,
                                site.seen(),
                                visitor,
                                Optional.empty(),
                                List.of(facts.recorded().troubles().get(0)))));
        pages.put(
                "schedule",
                templates.render("schedule", Extent.PAGE, ScheduleScreen.of(facts, visitor, Optional.empty())));
        pages.put(
                "overview",
                templates.render("overview", Extent.PAGE, OverviewScreen.of(List.of(facts), visitor, facts.moments())));
        return pages;
    }

    @Test
    void no_page_has_script_or_style_of_its_own() {
        SamplePages.all().forEach((name, page) -> {
            assertFalse(INLINE.matcher(page).find(), name);
            assertEquals(1, count(page, "<script"), name);
            assertEquals(1, count(page, "<link rel=\"stylesheet\" href=\"/assets/page.css\">"), name);
        });
    }

    @Test
    void every_form_that_changes_something_has_the_token_and_goes_to_an_action() {
        int forms = 0;
        for (var page : SamplePages.all().entrySet()) {
            assertEquals(
                    count(page.getValue(), "<form"), count(page.getValue(), "<form method=\"post\""), page.getKey());
            var found = POST.matcher(page.getValue());
            while (found.find()) {
                forms++;
                var form = found.group();
                assertEquals(1, count(form, "<input type=\"hidden\" name=\"csrf\" value=\"csrf-7d1e\">"), form);
                assertTrue(form.contains("action=\"/sites/prod/shop/actions/"), form);
            }
        }
        assertTrue(forms > 10, () -> "few forms");
    }

    @Test
    void a_form_that_reverts_has_a_reason_and_the_name_to_type() {
        var page = page(SamplePages.all(), "rollout-abort");
        var form = page.substring(page.indexOf("id=\"ask\""), page.indexOf("ask-cancel"));
        assertTrue(form.contains("/sites/prod/shop/actions/abort"), form);
        assertTrue(form.contains("name=\"rollout\" value=\"r-7f3a09bc\""), form);
        assertTrue(form.contains("name=\"reason\" required"), form);
        assertTrue(form.contains("name=\"confirm\" required"), form);
    }

    @Test
    void a_page_is_loaded_again_without_script_unless_a_person_fills_a_form() {
        var pages = SamplePages.all();
        assertTrue(page(pages, "rollout-held")
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>"));
        assertFalse(page(pages, "rollout-abort").contains("http-equiv=\"refresh\""));
    }

    @Test
    void no_template_leaves_a_value_unescaped() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/dev/sluice/web/page"))) {
            var templates =
                    files.filter(file -> file.toString().endsWith(".mustache")).toList();
            assertTrue(templates.size() > 10, templates::toString);
            for (var template : templates) {
                var text = Files.readString(template);
                assertFalse(text.contains("{{{") || text.contains("{{&"), template::toString);
                assertFalse(
                        Pattern.compile("\\s[a-z-]+=\\{\\{").matcher(text).find(),
                        () -> template + " has an attribute without quotes");
            }
        }
    }

    private static String page(Map<String, String> pages, String name) {
        return Objects.requireNonNull(pages.get(name), name);
    }

    private static int count(String text, String what) {
        return (text.length() - text.replace(what, "").length()) / what.length();
    }
}
