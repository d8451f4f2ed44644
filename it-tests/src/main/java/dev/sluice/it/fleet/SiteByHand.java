package dev.sluice.it.fleet;

import dev.sluice.it.site.SampleAnswer;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.web.WebAnswer;
import dev.sluice.it.web.WebConnection;
import dev.sluice.it.web.WebTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A host's site as somebody without a tool keeps it: {@code releases/<label>} and {@code current -> releases/<label>}. */
public final class SiteByHand {
    private final Path path;
    private final WebTarget web;
    private final int workers;

    SiteByHand(Path path, WebTarget web, int workers) {
        this.path = path;
        this.web = web;
        this.workers = workers;
    }

    /** Makes the site live and warm: every PHP worker has answered from it, and OPcache has it. */
    public void make(SampleSite release) {
        add(release);
        switchTo(release.label());
        warm(release.label());
    }

    /** Puts a release beside the others, without a visitor noticing. */
    public Path add(SampleSite release) {
        return release.writeTo(path.resolve("releases").resolve(release.label()));
    }

    /** Replaces {@code current} atomically, and does nothing else: no cache is told. */
    public void switchTo(String label) {
        Path next = path.resolve("current.next");
        try {
            Files.createSymbolicLink(next, Path.of("releases", label));
            Files.move(next, path.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot switch " + path + " to " + label, e);
        }
    }

    /** What {@code current} points to: {@code releases/v1}. */
    public String current() {
        try {
            return Files.readSymbolicLink(path.resolve("current")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the link in " + path, e);
        }
    }

    /** Asks the host once, as a visitor would. */
    public WebAnswer get(String page) {
        try {
            return WebConnection.getOnce(web, page);
        } catch (IOException e) {
            throw new UncheckedIOException(web.host() + " did not answer " + page, e);
        }
    }

    /** Asks until every worker has served the front page. */
    private void warm(String label) {
        Set<Long> warm = new TreeSet<>();
        Awaitility.await("all " + workers + " workers of " + web.host() + " answering with " + label)
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    warm.addAll(askAllAtOnce());
                    return warm.size() >= workers;
                });
    }

    private Set<Long> askAllAtOnce() {
        return IntStream.range(0, 2 * workers)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> get("/")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(this::workerOf)
                .collect(Collectors.toSet());
    }

    private long workerOf(WebAnswer answer) {
        return SampleAnswer.worker(answer.body())
                .orElseThrow(() -> new IllegalStateException(
                        web.host() + " answered " + answer.status() + " instead of its site: " + answer.body()));
    }
}
