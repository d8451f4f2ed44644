package dev.sluice.web;

import dev.sluice.daemon.ServedSite;
import dev.sluice.operation.DisableOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.FreezeOperation;
import dev.sluice.operation.PauseScheduleOperation;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.WrittenTime;
import dev.sluice.wiring.Fleets;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What keeps rollouts from beginning: the freeze, schedules that are paused, and hosts that are out. What ends one of them needs more than what begins it. */
final class RestrictionRoutes implements RouteGroup {
    private static final String SCHEDULE = SiteIndex.PATH + "/schedules/{schedule}";
    private static final String HOST = SiteIndex.PATH + "/hosts/{host}";
    private static final List<String> WHY = List.of("reason", "until");
    private static final List<String> NOTHING = List.of();

    private final SiteIndex sites;
    private final Fleets records;

    RestrictionRoutes(SiteIndex sites, Fleets records) {
        this.sites = sites;
        this.records = records;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.post(SiteIndex.PATH + "/freeze", this::freeze, Need.STOP);
        routes.post(SiteIndex.PATH + "/unfreeze", this::unfreeze, Need.APPROVE);
        routes.post(SCHEDULE + "/pause", this::pause, Need.STOP);
        routes.post(SCHEDULE + "/resume", this::resume, Need.APPROVE);
        routes.post(HOST + "/disable", this::disable, Need.STOP);
        routes.post(HOST + "/enable", this::enable, Need.RUN);
    }

    private void freeze(Context request) throws Exception {
        var body = JsonBody.of(request, List.of("message", "until"));
        var message = body.required("message");
        change(request, fleet -> new FreezeOperation(fleet).freeze(message, until(body, fleet)));
    }

    private void unfreeze(Context request) throws Exception {
        JsonBody.of(request, NOTHING);
        change(request, fleet -> new FreezeOperation(fleet).unfreeze());
    }

    private void pause(Context request) throws Exception {
        var body = JsonBody.of(request, WHY);
        var reason = body.required("reason");
        change(request, fleet -> {
            new PauseScheduleOperation(fleet).pause(request.pathParam("schedule"), until(body, fleet), reason);
            return fleet;
        });
    }

    private void resume(Context request) throws Exception {
        JsonBody.of(request, NOTHING);
        change(request, fleet -> {
            new PauseScheduleOperation(fleet).resume(request.pathParam("schedule"));
            return fleet;
        });
    }

    private void disable(Context request) throws Exception {
        var body = JsonBody.of(request, WHY);
        var reason = body.required("reason");
        var host = request.pathParam("host");
        change(request, fleet -> new DisableOperation(fleet).disable(host, reason, until(body, fleet)));
    }

    private void enable(Context request) throws Exception {
        JsonBody.of(request, NOTHING);
        change(request, fleet -> new DisableOperation(fleet).enable(request.pathParam("host")));
    }

    private Optional<Instant> until(JsonBody body, Fleet fleet) throws Exception {
        var text = body.text("until");
        var zone = fleet.project().playbook().zone();
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new WrittenTime("until", records.time().now(), zone).parseLater(text.get()));
    }

    private void change(Context request, ServedSite.Work<?> work) throws Exception {
        sites.of(request).work(Requests.caller(request).actor(), Scope.ALL, work);
        Answers.send(request, Map.of("done", true));
    }
}
