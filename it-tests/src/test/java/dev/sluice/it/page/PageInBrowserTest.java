package dev.sluice.it.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.page.Browser.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The page in a browser: for everyone, by keyboard, on a phone, and without script. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageInBrowserTest {
    private final Browser browser = Browser.start();

    @SuppressWarnings("NullAway.Init")
    private PageServer server;

    @BeforeEach
    void start() {
        server = new PageServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    void quit() {
        browser.close();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void axe_finds_nothing_serious_and_no_page_is_wider_than_the_screen(Look look) {
        browser.as(look);
        var found = new ArrayList<String>();
        for (var name : server.names()) {
            browser.open(server.address("/sample/" + name));
            browser.axe().forEach(line -> found.add(name + ": " + line));
            var wide = browser.run("return document.documentElement.scrollWidth - innerWidth");
            if ((Long) wide > 0) {
                found.add(name + " is wider than the screen by " + wide);
            }
        }
        assertEquals(List.of(), found);
    }

    @ParameterizedTest
    @EnumSource(
            value = Look.class,
            names = {"DESKTOP", "PHONE"})
    void tab_reaches_every_action(Look look) {
        browser.as(look);
        int reached = 0;
        for (var path : List.of(PageServer.FLEET, PageServer.ROLLOUT, PageServer.SCHEDULE)) {
            browser.open(server.address(path));
            for (var action : browser.ids("[id^=act-]")) {
                browser.tabTo(action);
                reached++;
            }
        }
        assertEquals(6, reached);
    }

    @Test
    void enter_sends_an_action_of_one_click_with_the_token() {
        browser.as(Look.DESKTOP).open(server.address(PageServer.FLEET));
        browser.tabTo("act-freeze");
        browser.press(Keys.ENTER);
        browser.await(() -> !server.sent().isEmpty());
        assertEquals(
                List.of(new PageServer.Sent(PageServer.FLEET + "/actions/freeze", Map.of("csrf", "csrf-7d1e"))),
                server.sent());
    }

    @ParameterizedTest
    @EnumSource(
            value = Look.class,
            names = {"DESKTOP", "PHONE"})
    void an_abort_is_opened_filled_and_sent_by_keyboard_alone(Look look) {
        browser.as(look).open(server.address(PageServer.ROLLOUT));
        browser.tabTo("act-abort");
        browser.press(Keys.ENTER);
        browser.await(() -> browser.focused().equals("ask-reason"));
        browser.press("the cart is empty");
        browser.tabTo("ask-confirm");
        browser.press("shop", Keys.ENTER);
        assertAborted();
    }

    private void assertAborted() {
        browser.await(() -> !server.sent().isEmpty());
        assertEquals(
                List.of(new PageServer.Sent(
                        PageServer.FLEET + "/actions/abort",
                        Map.of(
                                "csrf",
                                "csrf-7d1e",
                                "rollout",
                                "r-7f3a09bc",
                                "reason",
                                "the cart is empty",
                                "confirm",
                                "shop"))),
                server.sent());
    }

    @Test
    void an_abort_without_the_name_is_not_sent() {
        browser.as(Look.DESKTOP).open(server.address(PageServer.ROLLOUT + "?ask=abort"));
        browser.find("#ask-reason").sendKeys("the cart is empty", Keys.ENTER);
        assertTrue(browser.path().endsWith("?ask=abort"), browser.path());
        assertEquals(List.of(), server.sent());
    }

    @Test
    void news_appear_by_themselves_and_what_a_person_types_stays() {
        browser.as(Look.DESKTOP).open(server.address(PageServer.ROLLOUT + "?ask=abort"));
        browser.press("the cart");
        server.change(
                PageServer.ROLLOUT + "?ask=abort",
                server.sample("rollout-abort").replace("Held after batch 1 of 4", "Held after batch 2 of 4"));
        browser.await(() -> browser.find("#sentence").getText().contains("batch 2 of 4"));
        assertEquals("ask-reason", browser.focused());
        browser.press(" is empty");
        assertEquals("the cart is empty", browser.find("#ask-reason").getDomProperty("value"));
    }

    @Test
    void focus_and_opened_evidence_stay_when_news_appear() {
        server.change(PageServer.ROLLOUT, server.sample("rollout-failed"));
        browser.as(Look.DESKTOP).open(server.address(PageServer.ROLLOUT));
        browser.find("#evidence-0 summary").click();
        server.change(PageServer.ROLLOUT, server.sample("rollout-failed").replace("23:40:58", "23:41:03"));
        browser.await(() -> browser.find(".foot").getText().contains("23:41:03"));
        assertTrue(browser.find("#evidence-0 pre").isDisplayed());
        assertEquals("SUMMARY", browser.run("return document.activeElement.nodeName"));
        assertEquals("◆ Rollout · prod/shop", browser.title());
    }

    @Test
    void a_page_that_is_not_answered_any_more_is_marked_as_old() {
        browser.as(Look.DESKTOP).open(server.address(PageServer.FLEET));
        assertFalse(browser.find("#stale").isDisplayed());
        server.close();
        browser.await(() -> browser.find("#stale").isDisplayed());
    }

    @Test
    void a_form_works_without_script() {
        try (var plain = Browser.withoutScript()) {
            plain.as(Look.PHONE).open(server.address(PageServer.ROLLOUT));
            plain.find("#act-abort").click();
            plain.find("#ask-reason").sendKeys("the cart is empty");
            plain.find("#ask-confirm").sendKeys("shop");
            plain.find("#ask-send").click();
            assertAborted();
        }
    }
}
