package dev.sluice.web;

import dev.sluice.engine.RolloutStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;

/** The events of a rollout as they are recorded, those of the past first. */
final class EventRoutes implements RouteGroup, AutoCloseable {
    private static final int MOST_STREAMS = 2_000;
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final SiteIndex sites;
    private final RolloutStore store;
    private final RolloutFeeds feeds;
    private final LiveStreams streams = new LiveStreams("text/event-stream", MOST_STREAMS, BEAT);

    EventRoutes(SiteIndex sites, RolloutStore store) {
        this.sites = sites;
        this.store = store;
        this.feeds = new RolloutFeeds(store);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(SiteIndex.PATH + "/rollouts/{rollout}/events", this::follow, Need.READ);
    }

    private void follow(Context request) throws Exception {
        streams.refuseMore("too many event streams are open");
        var id = ReadRoutes.id(store, sites.of(request), request.pathParam("rollout"));
        var first = first(request);
        streams.answer(request, feeds.of(id), first);
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
        streams.close();
        feeds.close();
    }
}
