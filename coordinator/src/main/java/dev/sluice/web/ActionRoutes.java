package dev.sluice.web;

import dev.sluice.daemon.ServedSite;
import dev.sluice.operation.DisableOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.FreezeOperation;
import dev.sluice.operation.Notices;
import dev.sluice.operation.PauseScheduleOperation;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.RolloutResult.AlreadyLive;
import dev.sluice.operation.RolloutResult.Asked;
import dev.sluice.operation.RolloutResult.Expired;
import dev.sluice.operation.RolloutResult.NoneOpen;
import dev.sluice.operation.RolloutResult.Over;
import dev.sluice.operation.RolloutResult.Ran;
import dev.sluice.operation.RolloutResult.WaitsAlready;
import dev.sluice.operation.WrittenTime;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.wiring.Fleets;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** What programs may do to a site. A rollout is answered with 202 and its id when it begins, and followed by its events. */
final class ActionRoutes implements RouteGroup {
    private static final List<String> CONTINUE = List.of("overrideWindow", "reason");
    private static final List<String> NOTHING = List.of();
    private static final String ROLLOUT = SiteIndex.PATH + "/rollouts/{rollout}";
    private static final String SCHEDULE = SiteIndex.PATH + "/schedules/{schedule}";

    private final SiteIndex sites;
    private final Deeds deeds;
    private final ReleaseRequest releases;
    private final Notices notices;
    private final Fleets records;

    ActionRoutes(SiteIndex sites, Deeds deeds, ReleaseRequest releases, Notices notices, Fleets records) {
        this.sites = sites;
        this.deeds = deeds;
        this.releases = releases;
        this.notices = notices;
        this.records = records;
    }

    @Override
    public void add(RoutesConfig routes) {
        rollouts(routes);
        restrictions(routes);
    }

    private void rollouts(RoutesConfig routes) {
        var site = SiteIndex.PATH;
        routes.post(
                site + "/rollouts",
                request -> run(request, SiteDeeds.release(releases.order(JsonBody.of(request, ReleaseRequest.FIELDS)))),
                Need.RUN);
        routes.post(
                site + "/stage",
                request -> run(request, SiteDeeds.stage(releases.order(JsonBody.of(request, ReleaseRequest.FIELDS)))),
                Need.RUN);
        routes.post(
                site + "/converge",
                request -> run(
                        request, SiteDeeds.converge(releases.converging(JsonBody.of(request, ReleaseRequest.FIELDS)))),
                Need.RUN);
        routes.post(site + "/refresh", request -> run(request, plain(request, SiteDeeds.refresh())), Need.RUN);
        routes.post(
                site + "/rollback",
                request -> run(
                        request,
                        SiteDeeds.rollback(
                                JsonBody.of(request, List.of("to")).text("to").map(ReleaseRequest::releaseId))),
                Need.STOP);
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
                request -> run(request, plain(request, SiteDeeds.pause(rollout(request)))),
                Need.STOP);
        routes.post(
                ROLLOUT + "/abort",
                request -> run(request, SiteDeeds.abort(rollout(request), demand(request))),
                Need.STOP);
        routes.post(
                SCHEDULE + "/trigger",
                request -> run(request, plain(request, SiteDeeds.trigger(request.pathParam("schedule"), notices))),
                Need.RUN);
    }

    private void restrictions(RoutesConfig routes) {
        routes.post(
                SiteIndex.PATH + "/freeze",
                request -> {
                    var body = JsonBody.of(request, List.of("message", "until"));
                    var message = body.required("message");
                    change(request, fleet -> new FreezeOperation(fleet).freeze(message, until(body, fleet)));
                },
                Need.STOP);
        routes.post(
                SiteIndex.PATH + "/unfreeze",
                request -> {
                    JsonBody.of(request, NOTHING);
                    change(request, fleet -> new FreezeOperation(fleet).unfreeze());
                },
                Need.APPROVE);
        routes.post(
                SCHEDULE + "/pause",
                request -> {
                    var body = JsonBody.of(request, List.of("reason", "until"));
                    var reason = body.required("reason");
                    change(request, fleet -> {
                        new PauseScheduleOperation(fleet)
                                .pause(request.pathParam("schedule"), until(body, fleet), reason);
                        return fleet;
                    });
                },
                Need.STOP);
        routes.post(
                SCHEDULE + "/resume",
                request -> {
                    JsonBody.of(request, NOTHING);
                    change(request, fleet -> {
                        new PauseScheduleOperation(fleet).resume(request.pathParam("schedule"));
                        return fleet;
                    });
                },
                Need.APPROVE);
        routes.post(
                SiteIndex.PATH + "/hosts/{host}/disable",
                request -> {
                    var body = JsonBody.of(request, List.of("reason", "until"));
                    var reason = body.required("reason");
                    change(request, fleet -> new DisableOperation(fleet)
                            .disable(request.pathParam("host"), reason, until(body, fleet)));
                },
                Need.STOP);
        routes.post(
                SiteIndex.PATH + "/hosts/{host}/enable",
                request -> {
                    JsonBody.of(request, NOTHING);
                    change(request, fleet -> new DisableOperation(fleet).enable(request.pathParam("host")));
                },
                Need.RUN);
    }

    private static Deed plain(Context request, Deed deed) {
        JsonBody.of(request, NOTHING);
        return deed;
    }

    private static Optional<String> rollout(Context request) {
        return Optional.of(request.pathParam("rollout"));
    }

    private static Optional<String> override(Context request) {
        var body = JsonBody.of(request, CONTINUE);
        return body.isTrue("overrideWindow") ? Optional.of(body.required("reason")) : Optional.empty();
    }

    private static Demand demand(Context request) {
        var body = JsonBody.of(request, List.of("hosts"));
        var word = body.word("hosts", List.of("revert", "leave"))
                .orElseThrow(() -> new Refusal(
                        400,
                        "hosts is missing",
                        "revert: every host serves again what it served; leave: none changes"));
        return word.equals("revert") ? Demand.REVERT : Demand.LEAVE;
    }

    private Optional<Instant> until(JsonBody body, Fleet fleet) throws Exception {
        var text = body.text("until");
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new WrittenTime(
                                "until",
                                records.time().now(),
                                fleet.project().playbook().zone())
                        .parseLater(text.get()));
    }

    private void change(Context request, ServedSite.Work<?> work) throws Exception {
        sites.of(request).work(Requests.caller(request).actor(), Scope.ALL, work);
        Answers.send(request, Map.of("done", true));
    }

    private void run(Context request, Deed deed) {
        var begun = deeds.begin(sites.of(request), Requests.caller(request), deed);
        request.future(() -> begun.handle((begin, failure) -> {
                    if (failure != null) {
                        Answers.send(request, cause(failure));
                    } else if (begin instanceof Begun.Runs runs) {
                        started(request, runs.id());
                    } else if (begin instanceof Begun.Ended ended) {
                        ended(request, ended.result());
                    }
                    return begin;
                })
                .thenApply(begin -> null));
    }

    static Exception cause(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Exception exception ? exception : new IllegalStateException(cause);
    }

    private static void started(Context request, RolloutId id) {
        request.status(202);
        Answers.send(request, Map.of("rollout", id.value(), "outcome", "started"));
    }

    private static void ended(Context request, RolloutResult result) {
        if (result instanceof Ran ran) {
            started(request, ran.ended().plan().id());
        } else if (result instanceof Asked asked) {
            request.status(202);
            Answers.send(request, Map.of("rollout", asked.id().value(), "outcome", "asked"));
        } else if (result instanceof AlreadyLive live) {
            Answers.send(
                    request,
                    Map.of("outcome", "unchanged", "release", live.release().value()));
        } else if (result instanceof NoneOpen) {
            throw new Refusal(404, "no rollout is open", "GET the rollouts of the site lists them");
        } else if (result instanceof Over over) {
            Answers.send(request, Map.of("rollout", over.record().plan().id().value(), "outcome", "over"));
        } else if (result instanceof WaitsAlready waits) {
            Answers.send(request, Map.of("rollout", waits.id().value(), "outcome", "waits"));
        } else if (result instanceof Expired expired) {
            Answers.send(request, Map.of("rollout", expired.record().plan().id().value(), "outcome", "expired"));
        }
    }
}
