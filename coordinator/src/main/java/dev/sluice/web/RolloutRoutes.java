package dev.sluice.web;

import dev.sluice.operation.Notices;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.RolloutResult.AlreadyLive;
import dev.sluice.operation.RolloutResult.Asked;
import dev.sluice.operation.RolloutResult.Expired;
import dev.sluice.operation.RolloutResult.NoneOpen;
import dev.sluice.operation.RolloutResult.Over;
import dev.sluice.operation.RolloutResult.Ran;
import dev.sluice.operation.RolloutResult.WaitsAlready;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.RolloutState.Demand;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** What programs may do with rollouts. One is answered with 202 and its id when it has started, and followed by its events. */
final class RolloutRoutes implements RouteGroup {
    private static final String REASON = "reason";
    private static final String ROLLOUT = SiteIndex.PATH + "/rollouts/{rollout}";

    private final SiteIndex sites;
    private final Deeds deeds;
    private final ReleaseRequest releases;
    private final Notices notices;
    private final Failures failures;

    RolloutRoutes(SiteIndex sites, Deeds deeds, ReleaseRequest releases, Notices notices, Failures failures) {
        this.sites = sites;
        this.deeds = deeds;
        this.releases = releases;
        this.notices = notices;
        this.failures = failures;
    }

    @Override
    public void add(RoutesConfig routes) {
        var release = ReleaseRequest.FIELDS;
        post(routes, "/rollouts", Need.RUN, release, body -> SiteDeeds.release(releases.order(body)));
        post(routes, "/stage", Need.RUN, release, body -> SiteDeeds.stage(releases.order(body)));
        post(routes, "/converge", Need.RUN, release, body -> SiteDeeds.converge(releases.converging(body)));
        post(routes, "/refresh", Need.RUN, List.of(REASON), body -> SiteDeeds.refresh()
                .because(body.text(REASON)));
        post(routes, "/rollback", Need.STOP, List.of("to", REASON), RolloutRoutes::rollback);
        steer(routes);
        routes.post(
                SiteIndex.PATH + "/schedules/{schedule}/trigger",
                request -> run(
                        request,
                        SiteDeeds.trigger(request.pathParam("schedule"), notices)
                                .because(JsonBody.of(request, List.of(REASON)).text(REASON))),
                Need.RUN);
    }

    private void post(RoutesConfig routes, String path, Need need, List<String> fields, Function<JsonBody, Deed> deed) {
        routes.post(SiteIndex.PATH + path, request -> run(request, deed.apply(JsonBody.of(request, fields))), need);
    }

    private static Deed rollback(JsonBody body) {
        return SiteDeeds.rollback(body.text("to").map(ReleaseRequest::releaseId))
                .because(body.text(REASON));
    }

    private void steer(RoutesConfig routes) {
        routes.post(
                ROLLOUT + "/promote",
                request -> run(request, SiteDeeds.promote(rollout(request), override(request))),
                Need.APPROVE);
        routes.post(
                ROLLOUT + "/resume",
                request -> run(request, SiteDeeds.resume(rollout(request), override(request))),
                Need.RUN);
        routes.post(
                ROLLOUT + "/pause",
                request -> run(
                        request,
                        SiteDeeds.pause(rollout(request))
                                .because(JsonBody.of(request, List.of(REASON)).text(REASON))),
                Need.STOP);
        routes.post(ROLLOUT + "/abort", request -> run(request, abort(request)), Need.STOP);
    }

    private static Deed abort(Context request) {
        var body = JsonBody.of(request, List.of("hosts", REASON));
        var word = body.word("hosts", List.of("revert", "leave"))
                .orElseThrow(() -> new Refusal(
                        400,
                        "hosts is missing",
                        "revert: every host serves again what it served; leave: none changes"));
        return SiteDeeds.abort(rollout(request), word.equals("revert") ? Demand.REVERT : Demand.LEAVE)
                .because(body.text(REASON));
    }

    private static Optional<String> rollout(Context request) {
        return Optional.of(request.pathParam("rollout"));
    }

    private static Optional<String> override(Context request) {
        var body = JsonBody.of(request, List.of("overrideWindow", REASON));
        return body.isTrue("overrideWindow") ? Optional.of(body.required(REASON)) : Optional.empty();
    }

    private void run(Context request, Deed deed) {
        var started = deeds.begin(sites.of(request), Requests.caller(request), deed);
        request.future(() -> started.handle((begin, failure) -> {
            if (failure != null) {
                failures.send(request, cause(failure));
            } else {
                answer(request, begin);
            }
            return request;
        }));
    }

    static Exception cause(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Exception exception ? exception : new IllegalStateException(cause);
    }

    private void answer(Context request, DeedAnswer started) {
        if (started instanceof DeedAnswer.Runs runs) {
            send(request, runs.id(), "started");
        } else if (started instanceof DeedAnswer.Ended ended) {
            ended(request, ended.result());
        }
    }

    private void ended(Context request, RolloutResult result) {
        if (result instanceof Ran ran) {
            send(request, ran.ended().plan().id(), "started");
        } else if (result instanceof Asked asked) {
            send(request, asked.id(), "asked");
        } else if (result instanceof WaitsAlready waits) {
            send(request, waits.id(), "waits");
        } else if (result instanceof Over over) {
            send(request, over.record().plan().id(), "over");
        } else if (result instanceof Expired expired) {
            send(request, expired.record().plan().id(), "expired");
        } else if (result instanceof AlreadyLive live) {
            Answers.send(
                    request,
                    Map.of("outcome", "unchanged", "release", live.release().value()));
        } else if (result instanceof NoneOpen) {
            failures.send(request, new Refusal(404, "no rollout is open", "GET the rollouts of the site lists them"));
        }
    }

    private static void send(Context request, RolloutId id, String outcome) {
        request.status(202);
        Answers.send(request, Map.of("rollout", id.value(), "outcome", outcome));
    }
}
