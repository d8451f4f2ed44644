package dev.sluice.web;

import dev.sluice.artifact.Provenance.Digest;
import dev.sluice.daemon.ServedSite;
import dev.sluice.operation.FreezeOperation;
import dev.sluice.operation.Notices;
import dev.sluice.operation.PauseScheduleOperation;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.rollout.RolloutState.Demand;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the forms of the page do. Each leads back to a page with 303, so that a page that is loaded again repeats nothing. */
final class PageActions implements RouteGroup {
    private static final String SITE = "/sites/{inventory}/{site}";
    private static final String ACTIONS = SITE + "/actions/";
    private static final int MOST_CHARS = 1_000;

    private final SiteIndex sites;
    private final Deeds deeds;
    private final Notices notices;
    private final Failures failures;

    PageActions(SiteIndex sites, Deeds deeds, Notices notices, Failures failures) {
        this.sites = sites;
        this.deeds = deeds;
        this.notices = notices;
        this.failures = failures;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.post(ACTIONS + "promote", this::promote, Need.APPROVE);
        routes.post(ACTIONS + "resume", this::resume, Need.RUN);
        routes.post(ACTIONS + "pause", request -> run(request, SiteDeeds.pause(field(request, "rollout"))), Need.STOP);
        routes.post(
                ACTIONS + "abort",
                request -> {
                    confirm(request);
                    run(request, SiteDeeds.abort(field(request, "rollout"), Demand.REVERT));
                },
                Need.STOP);
        routes.post(
                ACTIONS + "rollback",
                request -> {
                    confirm(request);
                    run(request, SiteDeeds.rollback(Optional.empty()));
                },
                Need.STOP);
        routes.post(ACTIONS + "converge", request -> run(request, SiteDeeds.converge(nothingNew())), Need.RUN);
        routes.post(
                ACTIONS + "trigger",
                request -> run(request, SiteDeeds.trigger(required(request, "schedule"), notices)),
                Need.RUN);
        routes.post(ACTIONS + "freeze", this::freeze, Need.STOP);
        routes.post(
                ACTIONS + "unfreeze",
                request -> {
                    confirm(request);
                    change(request, fleet -> new FreezeOperation(fleet).unfreeze());
                },
                Need.APPROVE);
        routes.post(ACTIONS + "pause-schedule", this::pauseSchedule, Need.STOP);
        routes.post(ACTIONS + "resume-schedule", this::resumeSchedule, Need.APPROVE);
    }

    private void promote(Context request) {
        var override = override(request);
        if (override.isPresent() || field(request, "against").isPresent()) {
            confirm(request);
        }
        run(request, SiteDeeds.promote(field(request, "rollout"), override));
    }

    private void resume(Context request) {
        var override = override(request);
        if (override.isPresent()) {
            confirm(request);
        }
        run(request, SiteDeeds.resume(field(request, "rollout"), override));
    }

    private void freeze(Context request) throws Exception {
        var message = reason(request).orElse("by " + Requests.caller(request).actor() + "; no reason given yet");
        change(request, fleet -> new FreezeOperation(fleet).freeze(message, Optional.empty()));
    }

    private void pauseSchedule(Context request) throws Exception {
        var why = reason(request).orElse("by " + Requests.caller(request).actor() + "; no reason given yet");
        change(request, fleet -> {
            new PauseScheduleOperation(fleet).pause(required(request, "schedule"), Optional.empty(), why);
            return fleet;
        });
    }

    private void resumeSchedule(Context request) throws Exception {
        change(request, fleet -> {
            new PauseScheduleOperation(fleet).resume(required(request, "schedule"));
            return fleet;
        });
    }

    private static ReleaseOrder nothingNew() {
        return new ReleaseOrder(Optional.empty(), Digest.WHEN_THERE, Optional.empty(), List.of(), Optional.empty());
    }

    /** What cannot be undone easily needs the site's name and a reason, so that a wrong tab or a slip does nothing. */
    private void confirm(Context request) {
        var site = request.pathParam("site");
        if (!field(request, "confirm").equals(Optional.of(site))) {
            throw new Refusal(400, "the name of the site is not confirmed", "go back, and type " + site);
        }
        if (reason(request).isEmpty()) {
            throw new Refusal(400, "the reason is missing", "go back, and give it");
        }
    }

    private static Optional<String> override(Context request) {
        return field(request, "override").map(on -> required(request, "reason"));
    }

    private static Optional<String> reason(Context request) {
        return field(request, "reason");
    }

    private static String required(Context request, String name) {
        return field(request, name).orElseThrow(() -> new Refusal(400, name + " is missing", "go back, and give it"));
    }

    private static Optional<String> field(Context request, String name) {
        return Optional.ofNullable(request.formParam(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text);
    }

    private void change(Context request, ServedSite.Work<?> work) throws Exception {
        sites.of(request).work(Requests.caller(request).actor(), Scope.ALL, work);
        request.redirect(back(request), HttpStatus.SEE_OTHER);
    }

    private void run(Context request, Deed deed) {
        var started = deeds.begin(sites.of(request), Requests.caller(request), deed.because(reason(request)));
        request.future(() -> started.handle((begin, failure) -> {
                    if (failure != null) {
                        failures.send(request, RolloutRoutes.cause(failure));
                    } else if (begin instanceof DeedAnswer.Runs runs) {
                        request.redirect(
                                page(request) + "/rollouts/" + runs.id().value(), HttpStatus.SEE_OTHER);
                    } else {
                        request.redirect(back(request), HttpStatus.SEE_OTHER);
                    }
                    return begin;
                })
                .thenApply(begin -> null));
    }

    /** The page of the rollout that the form is about, of the schedules, or of the site. */
    private static String back(Context request) {
        return field(request, "rollout")
                .map(rollout -> page(request) + "/rollouts/" + encoded(rollout))
                .or(() -> field(request, "schedule").map(schedule -> page(request) + "/schedule"))
                .orElseGet(() -> page(request));
    }

    private static String page(Context request) {
        return "/sites/" + encoded(request.pathParam("inventory")) + "/" + encoded(request.pathParam("site"));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
