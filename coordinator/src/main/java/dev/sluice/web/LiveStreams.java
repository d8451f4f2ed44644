package dev.sluice.web;

import dev.sluice.engine.DaemonThreads;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** The streams of one kind that are open. */
final class LiveStreams implements AutoCloseable {
    private final String type;
    private final int most;
    private final Map<LiveStream, CompletableFuture<?>> streams = new ConcurrentHashMap<>();
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("sluice-beats"));

    /**
     * @param type of what is sent, such as {@code text/event-stream}
     * @param most that are open together
     * @param beat how long one is silent at most
     */
    LiveStreams(String type, int most, Duration beat) {
        this.type = type;
        this.most = most;
        var unused = beats.scheduleAtFixedRate(
                () -> streams.keySet().forEach(LiveStream::beat), beat.toSeconds(), beat.toSeconds(), TimeUnit.SECONDS);
    }

    /** @throws Refusal when too many are open */
    void refuseMore(String what) {
        if (streams.size() >= most) {
            throw new Refusal(503, what, "try again later");
        }
    }

    /** Answers with what there is from this number on, and with what comes. */
    void answer(Context request, LineSource source, int first) {
        var response = request.res();
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // Nginx otherwise collects what it passes on.
        response.setHeader("X-Accel-Buffering", "no");
        request.future(() -> open(request, source, first));
    }

    /** Completes when the stream has ended. */
    private CompletableFuture<?> open(Context request, LineSource source, int first) {
        var ended = new CompletableFuture<LiveStream>();
        try {
            var stream = new LiveStream(source, request.req().getAsyncContext(), first, ended::complete);
            streams.put(stream, ended);
            stream.open();
        } catch (IOException e) {
            ended.completeExceptionally(e);
        }
        return ended.whenComplete((stream, failure) -> {
            if (stream != null) {
                streams.remove(stream);
            }
        });
    }

    /** Returns when all have ended, or after this long. */
    void awaitEnd(Duration patience) {
        var ended = CompletableFuture.allOf(streams.values().toArray(CompletableFuture[]::new));
        try {
            ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LoggerFactory.getLogger(LiveStreams.class).debug("readers were left: {}", streams.size(), e);
        }
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
