package dev.sluice.web;

import dev.sluice.daemon.ServedSite;
import dev.sluice.engine.JournalException;
import dev.sluice.plan.RolloutId;
import dev.sluice.web.page.Assets;
import dev.sluice.web.page.Screens;
import dev.sluice.web.page.Screens.Wanted;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page for people: three screens of each site, and the files that they load. */
final class PageRoutes implements RouteGroup {
    private static final String SITE = "/sites/{inventory}/{site}";

    private final SiteIndex sites;
    private final Screens screens;
    private final Visits visits;

    PageRoutes(SiteIndex sites, Screens screens, Visits visits) {
        this.sites = sites;
        this.screens = screens;
        this.visits = visits;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/", this::overview, Need.READ);
        routes.get(SITE, request -> onSite(request, this::fleet), Need.READ);
        routes.get(SITE + "/schedule", request -> onSite(request, this::schedule), Need.READ);
        routes.get(SITE + "/rollouts/{id}", request -> onSite(request, this::rollout), Need.READ);
        // The page on which a person signs in needs them too.
        routes.get("/assets/{name}", PageRoutes::asset, Need.NOTHING);
    }

    @FunctionalInterface
    private interface Screen {
        void show(Context request, ServedSite site) throws JournalException;
    }

    private void overview(Context request) {
        var served = sites.all();
        var only = Screens.only(served);
        if (only.isPresent()) {
            request.redirect(only.get(), HttpStatus.FOUND);
            return;
        }
        request.html(screens.overview(served, visits.of(request), wanted(request)));
    }

    private void onSite(Context request, Screen screen) throws JournalException {
        var site = sites.named(request).stream().findFirst();
        if (site.isPresent()) {
            screen.show(request, site.get());
            return;
        }
        missing(
                request,
                "No such site",
                "This daemon serves no site " + request.pathParam("inventory") + "/" + request.pathParam("site") + ".");
    }

    private void fleet(Context request, ServedSite site) {
        request.html(screens.fleet(site, visits.of(request), wanted(request)));
    }

    private void schedule(Context request, ServedSite site) {
        request.html(screens.schedule(site, visits.of(request), wanted(request)));
    }

    private void rollout(Context request, ServedSite site) throws JournalException {
        var id = RolloutId.parse(request.pathParam("id"));
        var page = id.isEmpty()
                ? Optional.<String>empty()
                : screens.rollout(site, id.get(), visits.of(request), wanted(request));
        if (page.isPresent()) {
            request.html(page.get());
            return;
        }
        missing(request, "No such rollout", site.fleet() + " has no record of this rollout. Old records are removed.");
    }

    private void missing(Context request, String title, String text) {
        request.status(HttpStatus.NOT_FOUND);
        request.html(screens.message(visits.of(request), title, text));
    }

    private static Wanted wanted(Context request) {
        return new Wanted(
                Optional.ofNullable(request.queryParam("ask")),
                number(request.queryParam("from")),
                "main".equals(request.queryParam("part")) ? Wanted.Part.MAIN : Wanted.Part.WHOLE);
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    private static void asset(Context request) {
        var asset = Assets.find(request.pathParam("name"));
        if (asset.isEmpty()) {
            request.status(HttpStatus.NOT_FOUND);
            return;
        }
        request.header("Cache-Control", "no-cache")
                .contentType(asset.get().type())
                .result(asset.get().content());
    }
}
