package dev.sluice.engine;

import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.Timekeeper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses answers that a cache between here and PHP has had since before: the release that is judged never gave them. A cache reports the age of an answer
 * in seconds (RFC 9111, {@code Age}), or only that it was a hit; then the path must have been answered without the cache once. One thread asks.
 */
final class FreshHttp implements HostHttp {
    private static final List<String> STATUS = List.of(
            "x-cache",
            "x-cache-status",
            "x-fastcgi-cache",
            "x-proxy-cache",
            "x-nginx-cache",
            "cf-cache-status",
            "cache-status");

    /** Ages are whole seconds. */
    private static final Duration ROUNDED = Duration.ofSeconds(1);

    private final HostHttp http;
    private final Timekeeper time;
    private final Duration since;
    private final Set<String> answered = new HashSet<>();

    FreshHttp(HostHttp http, Timekeeper time) {
        this.http = http;
        this.time = time;
        this.since = time.elapsed();
    }

    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        var answer = http.send(call);
        var old = age(answer).map(this::isOld).orElseGet(() -> isHit(answer) && !answered.contains(call.path()));
        if (old) {
            throw new HostHttpException("a cache answered in PHP's place"
                    + age(answer)
                            .map(age -> ", with an answer of " + age.toSeconds() + " s ago")
                            .orElse("")
                    + ": the release never gave it; exempt the check from the cache (Cache-Control: no-store), check a path"
                    + " that is not cached, or set web.url to the server behind the cache");
        }
        answered.add(call.path());
        return answer;
    }

    private boolean isOld(Duration age) {
        return age.compareTo(time.elapsed().minus(since).plus(ROUNDED)) > 0;
    }

    private static Optional<Duration> age(HttpAnswer answer) {
        return answer.header("age")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static boolean isHit(HttpAnswer answer) {
        return STATUS.stream()
                .flatMap(name -> answer.header(name).stream())
                .map(text -> text.toLowerCase(Locale.ROOT))
                .anyMatch(text -> text.matches("(?s).*\\b(hit|stale|updating)\\b.*"));
    }

    @Override
    public void close() {
        http.close();
    }
}
