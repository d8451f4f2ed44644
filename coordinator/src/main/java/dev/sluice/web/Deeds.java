package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.daemon.ServedSite;
import dev.sluice.daemon.SiteFront;
import dev.sluice.engine.DaemonThreads;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RolloutResult;
import dev.sluice.plan.RolloutId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Does what callers want, on threads of its own: a request ends when the rollout begins, and a caller that is lost changes nothing. */
final class Deeds implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("sluice-deed"));
    private final Supplier<SiteFront> fronts;

    /** @param fronts where a rollout is reported, one for each */
    Deeds(Supplier<SiteFront> fronts) {
        this.fronts = fronts;
    }

    /** Completes when a rollout begins, or with why none does. */
    CompletableFuture<DeedAnswer> begin(ServedSite site, Caller caller, Deed deed) {
        var started = new CompletableFuture<DeedAnswer>();
        threads.execute(() -> {
            try {
                var result = run(site, caller, deed, id -> started.complete(new DeedAnswer.Runs(id)));
                started.complete(new DeedAnswer.Ended(result));
            } catch (Exception e) {
                if (!started.completeExceptionally(e)) {
                    LoggerFactory.getLogger(Deeds.class).warn("a rollout of {} ended early", site.fleet(), e);
                }
            }
        });
        return started;
    }

    private RolloutResult run(ServedSite site, Caller caller, Deed deed, Consumer<RolloutId> begins) throws Exception {
        var console = fronts.get();
        var front = new WebFront(console, begins);
        ServedSite.Work<RolloutResult> work = fleet -> deed.operation().run(fleet, front);
        var result =
                switch (deed.precedence()) {
                    case AFTER_OTHERS -> site.workInTurn(deed.actor(caller), Scope.ALL, work);
                    case AT_ONCE -> site.work(deed.actor(caller), Scope.ALL, work);
                };
        console.ended(List.of(result));
        return result;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
