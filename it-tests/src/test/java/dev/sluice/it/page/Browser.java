package dev.sluice.it.page;

import dev.sluice.it.fleet.RequiredPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium without a window, by the driver of the machine. Nothing is downloaded. */
final class Browser implements AutoCloseable {
    private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final ChromeDriver driver;

    /** How a page is seen. */
    enum Look {
        DESKTOP(1280, 900, "light"),
        DESKTOP_DARK(1280, 900, "dark"),
        PHONE(390, 844, "light"),
        PHONE_DARK(390, 844, "dark"),
        /** The narrowest that the page is made for. */
        SMALL_PHONE(360, 640, "light");

        private final int width;
        private final int height;
        private final String scheme;

        Look(int width, int height, String scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }
    }

    private Browser(Map<String, Object> preferences) {
        var options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.setExperimentalOption("prefs", preferences);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--hide-scrollbars",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        RequiredPrograms.ofThisMachine().program("chromedriver").toFile())
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    }

    static Browser start() {
        return new Browser(Map.of());
    }

    static Browser withoutScript() {
        return new Browser(Map.of("profile.managed_default_content_settings.javascript", 2));
    }

    Browser as(Look look) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width, "height", look.height, "deviceScaleFactor", 1, "mobile", look.width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme))));
        return this;
    }

    Browser open(String address) {
        driver.get(address);
        return this;
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<String> ids(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(element -> element.getAttribute("id"))
                .toList();
    }

    String focused() {
        return String.valueOf(driver.switchTo().activeElement().getAttribute("id"));
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses the Tab key until it is on an element, as a person does who has no mouse. */
    void tabTo(String id) {
        for (int i = 0; i < 100 && !focused().equals(id); i++) {
            press(Keys.TAB);
        }
        if (!focused().equals(id)) {
            throw new AssertionError("Tab does not reach " + id);
        }
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    String path() {
        return String.valueOf(driver.getCurrentUrl()).replaceFirst("^http://[^/]+", "");
    }

    Object run(String script) {
        return Objects.requireNonNull(driver.executeScript(script));
    }

    void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(condition);
    }

    /** What axe finds that is serious or critical, a line each. */
    List<String> axe() {
        driver.executeScript(axeSource());
        var found = driver.executeAsyncScript(
                "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(result => done(result.violations"
                        + ".filter(rule => ['serious', 'critical'].includes(rule.impact))"
                        + ".map(rule => rule.id + ' ' + rule.nodes.map(node => node.html).join(' | '))));");
        var lines = new ArrayList<String>();
        ((List<?>) Objects.requireNonNull(found)).forEach(line -> lines.add(String.valueOf(line)));
        return lines;
    }

    private static String axeSource() {
        try (var file = Browser.class.getClassLoader().getResourceAsStream(AXE)) {
            return new String(Objects.requireNonNull(file, AXE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
