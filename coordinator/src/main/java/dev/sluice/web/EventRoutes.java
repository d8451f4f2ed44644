package dev.sluice.web;

import dev.sluice.engine.DaemonThreads;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutStore;
import dev.sluice.plan.RolloutId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The events of a rollout as they are recorded, those of the past first. */
final class EventRoutes implements RouteGroup, AutoCloseable {
    private static final int MOST_STREAMS = 2_000;
    private static final long BEAT_SECONDS = 15;

    private final SiteIndex sites;
    private final RolloutStore store;
    private final RolloutFeeds feeds;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("sluice-beats"));

    EventRoutes(SiteIndex sites, RolloutStore store) {
        this.sites = sites;
        this.store = store;
        this.feeds = new RolloutFeeds(store);
        var unused = beats.scheduleAtFixedRate(
                () -> streams.forEach(EventStream::beat), BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(SiteIndex.PATH + "/rollouts/{rollout}/events", this::follow, Need.READ);
    }

    private void follow(Context request) throws Exception {
        if (streams.size() >= MOST_STREAMS) {
            throw new Refusal(503, "too many event streams are open", "try again later");
        }
        var id = ReadRoutes.id(store, sites.of(request), request.pathParam("rollout"));
        var first = first(request);
        var response = request.res();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // Nginx otherwise collects what it passes on.
        response.setHeader("X-Accel-Buffering", "no");
        request.future(() -> stream(request, id, first));
    }

    /** Completes when the stream has ended. */
    private CompletableFuture<?> stream(Context request, RolloutId id, int first) {
        var ended = new CompletableFuture<EventStream>();
        try {
            var feed = feeds.of(id);
            var stream = new EventStream(feed, request.req().getAsyncContext(), first, ended::complete);
            streams.add(stream);
            stream.open();
        } catch (IOException | JournalException e) {
            ended.completeExceptionally(e);
        }
        return ended.whenComplete((stream, failure) -> {
            if (stream != null) {
                streams.remove(stream);
            }
        });
    }

    /** After the last event that the reader has. */
    private static int first(Context request) {
        var last = request.header("Last-Event-ID");
        if (last == null) {
            return 0;
        }
        if (!last.matches("[0-9]{1,9}")) {
            throw new Refusal(400, "Last-Event-ID is no number", "send the id of the last event, or leave it out");
        }
        return Integer.parseInt(last) + 1;
    }

    @Override
    public void close() {
        beats.shutdownNow();
        feeds.close();
    }
}
