package dev.sluice.it.page;

import static dev.sluice.it.page.Visit.address;
import static dev.sluice.it.page.Visit.release;
import static dev.sluice.it.page.Visit.signIn;
import static dev.sluice.it.page.Visit.token;
import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.page.Browser.Look;
import dev.sluice.it.release.PaperSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A person on call, with a browser and a token: a real daemon, and the rollouts that it runs. */
class OnCallTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static void reason(Browser browser, String action, String why) {
        browser.tabTo("act-" + action);
        browser.press(Keys.ENTER);
        browser.await(() -> browser.focused().equals("ask-reason"));
        browser.press(why);
        browser.tabTo("ask-confirm");
        browser.press("shop", Keys.ENTER);
    }

    @Test
    void a_rollout_is_followed_promoted_rolled_back_aborted_and_frozen_in_the_browser() throws Exception {
        try (var site = PaperSite.start(2, directory, playbook -> playbook);
                var daemon = site.operator().start("serve", "--config", Visit.config(site, directory));
                var browser = Browser.start()) {
            var address = address(daemon);
            var token = token(site.operator(), "read,plan,run,approve,stop");
            browser.as(Look.DESKTOP);
            signIn(browser, address, token);
            var before = site.live();

            release(address, token, site.build(), "v2");
            browser.await(() -> browser.find("#sentence").getText().contains("1"));
            browser.open(address + "/sites/demo/shop");
            browser.find("a[href*='/rollouts/']").click();
            browser.await(() -> browser.ids("[id^=act-]").contains("act-promote"));
            browser.tabTo("act-promote");
            browser.press(Keys.ENTER);
            browser.await(() -> site.live().equals(List.of("v2", "v2")));
            browser.await(() -> browser.ids("[id^=act-]").contains("act-rollback"));
            reason(browser, "rollback", "prices are wrong");
            browser.await(() -> site.live().equals(before));

            release(address, token, site.build(), "v3");
            browser.open(address + "/sites/demo/shop");
            browser.find("a[href*='/rollouts/']").click();
            browser.await(() -> browser.ids("[id^=act-]").contains("act-abort"));
            reason(browser, "abort", "the cart is empty");
            browser.await(() -> site.live().equals(before));

            browser.as(Look.PHONE).open(address + "/sites/demo/shop");
            browser.find("#act-freeze").click();
            browser.await(() ->
                    browser.find("#sentence").getText().toLowerCase(Locale.ROOT).contains("frozen"));
            ends(14, site.operator().run(site.release("v4")));
            assertEquals(List.of(), browser.axe());
        }
    }

    @Test
    void who_may_only_read_is_offered_nothing_else() throws Exception {
        try (var site = PaperSite.start(2, directory, playbook -> playbook);
                var daemon = site.operator().start("serve", "--listen", "127.0.0.1:0");
                var browser = Browser.start()) {
            browser.as(Look.PHONE);
            signIn(browser, address(daemon), token(site.operator(), "read"));
            assertEquals(List.of(), browser.ids("[id^=act-]"));
        }
    }
}
