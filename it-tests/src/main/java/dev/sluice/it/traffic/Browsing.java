package dev.sluice.it.traffic;

import dev.sluice.it.site.SampleAnswer;
import dev.sluice.it.web.WebAnswer;
import dev.sluice.it.web.WebConnection;
import dev.sluice.it.web.WebTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/** Browsers: each asks for a page, then for the file that this page names, whichever host answers, and begins again. */
public final class Browsing implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WebTarget site;
    private final String hostHeader;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<View> views = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> browsers = new ArrayList<>();

    /**
     * A page and the file that it names.
     *
     * @param release of the page; empty when there was no page
     * @param pageHost who answered the page
     * @param fileHost who answered the file
     * @param status of the file, 0 without an answer
     */
    public record View(String release, String pageHost, String fileHost, int status) {
        /** The visitor sees a page without its looks. */
        public boolean broken() {
            return status != 200;
        }
    }

    private Browsing(WebTarget site, String hostHeader) {
        this.site = site;
        this.hostHeader = hostHeader;
    }

    /** @param hostHeader of each answer: who gave it */
    public static Browsing start(WebTarget site, String hostHeader, int browsers) {
        var browsing = new Browsing(site, hostHeader);
        for (int i = 0; i < browsers; i++) {
            var thread = new Thread(browsing::browse, "browser-" + i);
            thread.setDaemon(true);
            browsing.browsers.add(thread);
            thread.start();
        }
        return browsing;
    }

    private void browse() {
        while (!over.get()) {
            views.add(view());
        }
    }

    /** Two connections, as a browser has: the balancer sends each where it likes. */
    private View view() {
        String release = "";
        try {
            WebAnswer page = WebConnection.getOnce(site, "/");
            release = SampleAnswer.releases(page.body()).stream().findFirst().orElse("");
            try (var connection = new WebConnection(site, PATIENCE)) {
                WebAnswer file = connection.get("/build/app." + release + ".css");
                return new View(release, host(page), host(file), file.status());
            }
        } catch (IOException e) {
            return new View(release, "", "", 0);
        }
    }

    private String host(WebAnswer answer) {
        return answer.headers().getOrDefault(hostHeader, "");
    }

    /** Waits for that many more views. */
    public void awaitMore(int count) {
        int enough = views.size() + count;
        Awaitility.await(count + " more pages").atMost(Duration.ofMinutes(3)).until(() -> views.size() >= enough);
    }

    /** So far; of browsers that were stopped, all. */
    public List<View> views() {
        synchronized (views) {
            return List.copyOf(views);
        }
    }

    /** Returns when the last answer is there. */
    @Override
    public void close() {
        over.set(true);
        try {
            for (var browser : browsers) {
                browser.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
