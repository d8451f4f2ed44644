package dev.sluice.remote;

import dev.sluice.remote.ServerException.Kind;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** How long, and how often, a daemon is tried that cannot be reached. */
public final class Patience {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Duration most;
    private final Pauses pauses;
    private final Consumer<String> notes;
    private Duration next = SHORTEST;
    private long lostAt;
    private boolean lost;

    /** Waits for a while. */
    @FunctionalInterface
    public interface Pauses {
        void pause(Duration duration) throws InterruptedException;
    }

    /**
     * Tries again and again.
     *
     * @param most since the daemon was reached last
     * @param notes receives a line when the connection is lost, and one when it is there again
     */
    public Patience(Duration most, Pauses pauses, Consumer<String> notes) {
        this.most = most;
        this.pauses = pauses;
        this.notes = notes;
    }

    /** What is tried, which may be done twice. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException, ServerException, InterruptedException;
    }

    <T> T until(Attempt<T> attempt) throws ServerException, InterruptedException {
        while (true) {
            try {
                var result = attempt.run();
                reached();
                return result;
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    /** The daemon has answered. */
    void reached() {
        if (lost) {
            notes.accept("the connection is there again");
        }
        lost = false;
        next = SHORTEST;
    }

    /** Waits before the next attempt. */
    void failed(IOException why) throws ServerException, InterruptedException {
        var now = System.nanoTime();
        if (!lost) {
            lost = true;
            lostAt = now;
            notes.accept("the daemon cannot be reached, and is tried again: " + words(why));
        }
        if (Duration.ofNanos(now - lostAt).compareTo(most) >= 0) {
            throw new ServerException(
                    Kind.LOST,
                    "the daemon could not be reached for " + most.toSeconds() + " s: " + words(why),
                    "what it runs is not ended by this; when it is reached again: sluice status");
        }
        var half = next.toMillis() / 2;
        pauses.pause(Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1)));
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    }

    private static String words(IOException why) {
        if (why.getCause() != null && why.getCause().getCause() instanceof UnresolvedAddressException) {
            return "its name is not known";
        }
        var message = why.getMessage();
        return message == null || message.isBlank() ? why.getClass().getSimpleName() : message;
    }
}
