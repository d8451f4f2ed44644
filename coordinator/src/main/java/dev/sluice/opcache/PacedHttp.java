package dev.sluice.opcache;

import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.Timekeeper;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Sends a request again, later, that a web server turned away because of a limit: PHP has not seen it, so nothing happens twice. It gives up, with the
 * last answer, when no request of the host was taken for its patience, and when its turn comes after the time for all.
 */
final class PacedHttp implements HostHttp {
    private static final Duration LONGEST_WISH = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final HostHttp http;
    private final Pace pace;
    private final Duration patience;
    private final Remaining remaining;
    private final Timekeeper time;

    PacedHttp(HostHttp http, Pace pace, Duration patience, Remaining remaining, Timekeeper time) {
        this.http = http;
        this.pace = pace;
        this.patience = patience;
        this.remaining = remaining;
        this.time = time;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        var began = time.elapsed();
        var end = began.plus(remaining.left());
        while (true) {
            var sentAt = turn(call, end);
            if (sentAt.isEmpty()) {
                return pace.refusal();
            }
            var answer = http.send(call);
            if (!limited(answer)) {
                pace.took();
                return answer;
            }
            pace.slower(sentAt.getAsInt(), wish(answer), answer);
            var since = pace.taken().compareTo(began) > 0 ? pace.taken() : began;
            if (time.elapsed().minus(since).compareTo(patience) >= 0) {
                return answer;
            }
        }
    }

    /** Empty where it comes after the end. */
    private OptionalInt turn(HttpCall call, Duration end) throws HostHttpException {
        try {
            return pace.await(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostHttpException(call.path() + " was not requested: the coordinator is stopping", e);
        }
    }

    /** Apache answers 503 while PHP-FPM restarts, and limits nothing by itself. */
    static boolean limited(HttpAnswer answer) {
        var apache = answer.header("server").orElse("").toLowerCase(Locale.ROOT).startsWith("apache");
        var wishes = answer.header("retry-after").isPresent();
        return answer.status() == TOO_MANY_REQUESTS || (answer.status() == UNAVAILABLE && (!apache || wishes));
    }

    /** {@code Retry-After} in seconds; a date is not worth a clock. */
    private static Duration wish(HttpAnswer answer) {
        var seconds = answer.header("retry-after").filter(text -> text.matches("[0-9]{1,4}"));
        var wish = Duration.ofSeconds(seconds.map(Integer::parseInt).orElse(0));
        return wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
    }

    @Override
    public void close() {
        http.close();
    }
}
