package dev.sluice.web;

import dev.sluice.daemon.ServedSite;
import dev.sluice.document.Problem;
import dev.sluice.engine.RolloutStore;
import dev.sluice.operation.ContentPreview;
import dev.sluice.operation.DiagnoseOperation;
import dev.sluice.operation.DisableOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.FleetStatus;
import dev.sluice.operation.PendingRollout;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.ReleasePreparation;
import dev.sluice.plan.RolloutId;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.schedule.UpcomingStarts;
import dev.sluice.view.DoctorListing;
import dev.sluice.view.HistoryListing;
import dev.sluice.view.HostsListing;
import dev.sluice.view.HostsListing.Source;
import dev.sluice.view.Listing;
import dev.sluice.view.PlanListing;
import dev.sluice.view.ScheduleListing;
import dev.sluice.view.ScheduleNextListing;
import dev.sluice.view.StatusListing;
import dev.sluice.wiring.Fleets;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** What programs may read: the same objects as {@code -o json} of the commands. */
final class ReadRoutes implements RouteGroup {
    private static final int STARTS = 5;

    private final SiteIndex sites;
    private final Fleets records;
    private final ReleaseRequest releases;

    ReadRoutes(SiteIndex sites, Fleets records, ReleaseRequest releases) {
        this.sites = sites;
        this.records = records;
        this.releases = releases;
    }

    @Override
    public void add(RoutesConfig routes) {
        var site = SiteIndex.PATH;
        routes.get("/api/v1/sites", this::list, Need.READ);
        routes.get(site + "/hosts", request -> read(request, ReadRoutes::recorded), Need.READ);
        routes.get(site + "/hosts/live", request -> read(request, ReadRoutes::live), Need.PLAN);
        routes.get(
                site + "/doctor",
                request -> read(
                        request,
                        fleet -> DoctorListing.of(fleet.name().toString(), new DiagnoseOperation(fleet).examine())),
                Need.PLAN);
        routes.get(site + "/rollouts", request -> Answers.send(request, history(sites.of(request))), Need.READ);
        routes.get(site + "/rollouts/{rollout}", this::rollout, Need.READ);
        routes.get(site + "/schedules", this::schedules, Need.READ);
        routes.get(site + "/schedules/next", this::next, Need.READ);
        routes.post(site + "/plan", this::plan, Need.PLAN);
    }

    private void list(Context request) {
        var all = sites.all().stream()
                .map(site -> Map.of(
                        "inventory", site.fleet().inventory(),
                        "site", site.fleet().site(),
                        "problems",
                                site.problems().stream().map(Problem::toString).toList()))
                .toList();
        Answers.send(request, Map.of("v", 1, "sites", all));
    }

    /** What is read of a fleet, as a command would print it. */
    @FunctionalInterface
    private interface Reading {
        Listing of(Fleet fleet) throws Exception;
    }

    private void read(Context request, Reading reading) throws Exception {
        Answers.send(request, sites.of(request).work(Requests.caller(request).actor(), Scope.ALL, reading::of));
    }

    private static Listing recorded(Fleet fleet) throws Exception {
        return HostsListing.of(
                fleet.name().toString(),
                Source.RECORD,
                new FleetStatus(fleet).recorded(),
                new DisableOperation(fleet).disabled());
    }

    private static Listing live(Fleet fleet) throws Exception {
        return HostsListing.of(
                fleet.name().toString(),
                Source.HOSTS,
                new FleetStatus(fleet).live(),
                new DisableOperation(fleet).disabled());
    }

    private Listing history(ServedSite site) throws Exception {
        return HistoryListing.of(site.fleet().toString(), store().history(site.fleet()));
    }

    private void rollout(Context request) throws Exception {
        var site = sites.of(request);
        var record = store().read(id(store(), site, request.pathParam("rollout")));
        Answers.send(request, StatusListing.of(new PendingRollout(record, store().holder(site.fleet())), List.of()));
    }

    /** @throws Refusal when it is none of this site's */
    static RolloutId id(RolloutStore store, ServedSite site, String prefix) throws Exception {
        var found = store.rollouts(site.fleet()).stream()
                .filter(id -> id.value().startsWith(prefix))
                .toList();
        if (found.size() != 1) {
            throw new Refusal(
                    404,
                    found.isEmpty() ? "the site has no such rollout" : "several rollouts begin with this",
                    "GET the rollouts of the site lists them");
        }
        return found.get(0);
    }

    private void schedules(Context request) throws Exception {
        var site = sites.of(request);
        Answers.send(
                request,
                ScheduleListing.of(
                        site.fleet().toString(),
                        SiteIndex.project(site).playbook(),
                        rows(site),
                        records.time().now()));
    }

    private void next(Context request) throws Exception {
        var site = sites.of(request);
        var upcoming = new UpcomingStarts(SiteIndex.project(site).playbook(), rows(site))
                .after(records.time().now(), STARTS);
        Answers.send(request, ScheduleNextListing.of(site.fleet().toString(), upcoming));
    }

    private ScheduleRows rows(ServedSite site) throws Exception {
        return ScheduleRows.of(records.records().schedules().read(site.fleet()));
    }

    private void plan(Context request) throws Exception {
        var order = releases.order(JsonBody.of(request, ReleaseRequest.FIELDS));
        read(request, fleet -> {
            var prepared = new ReleasePreparation(fleet).prepare(order);
            return PlanListing.of(prepared, new ContentPreview(fleet).of(prepared));
        });
    }

    private RolloutStore store() {
        return records.records().store();
    }
}
