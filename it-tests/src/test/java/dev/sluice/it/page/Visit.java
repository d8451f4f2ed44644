package dev.sluice.it.page;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.release.Operator;
import dev.sluice.it.release.SluiceProcess;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.openqa.selenium.Keys;

/** A person who comes to the page of a real daemon with a token. */
final class Visit {
    private static final Pattern LISTENING = Pattern.compile("listening at (http://127\\.0\\.0\\.1:\\d+)/");

    private Visit() {}

    /** @return without a slash at its end, once the daemon listens there */
    static String address(SluiceProcess daemon) {
        Awaitility.await("a daemon that listens")
                .atMost(Duration.ofMinutes(1))
                .until(() -> LISTENING.matcher(daemon.outSoFar()).find());
        var found = LISTENING.matcher(daemon.outSoFar());
        assertTrue(found.find());
        return found.group(1);
    }

    static String token(Operator operator, String scopes) {
        var made = operator.run("token", "create", "anna", "--scope", scopes);
        ends(0, made);
        return made.out().strip();
    }

    static void signIn(Browser browser, String address, String token) {
        browser.open(address + "/");
        assertEquals("/login", browser.path());
        browser.find("#token").sendKeys(token, Keys.ENTER);
        browser.await(() -> browser.path().startsWith("/sites/"));
    }
}
