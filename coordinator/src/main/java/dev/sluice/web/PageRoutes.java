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
import io.javalin.security.RouteRole;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page for people: three screens of each site, and the files that they load. */
final class PageRoutes implements RouteGroup {
    /** No inline script or style, nothing from elsewhere, in no frame. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String SITE = "/sites/{inventory}/{site}";

    private final Supplier<List<ServedSite>> sites;
    private final Screens screens;
    private final Visits visits;
    private final RouteRole read;

    /** @param read the role of all its routes */
    PageRoutes(Supplier<List<ServedSite>> sites, Screens screens, Visits visits, RouteRole read) {
        this.sites = sites;
        this.screens = screens;
        this.visits = visits;
        this.read = read;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/", this::overview, read);
        routes.get(SITE, request -> onSite(request, this::fleet), read);
        routes.get(SITE + "/schedule", request -> onSite(request, this::schedule), read);
        routes.get(SITE + "/rollouts/{id}", request -> onSite(request, this::rollout), read);
        // The page on which a person signs in needs them too.
        routes.get("/assets/{name}", PageRoutes::asset, Need.NOTHING);
    }

    @FunctionalInterface
    private interface Screen {
        void show(Context request, ServedSite site) throws JournalException;
    }

    private void overview(Context request) {
        var served = sites.get();
        var only = Screens.only(served);
        if (only.isPresent()) {
            request.redirect(only.get(), HttpStatus.FOUND);
            return;
        }
        show(request, screens.overview(served, visits.of(request), wanted(request)));
    }

    private void onSite(Context request, Screen screen) throws JournalException {
        var inventory = request.pathParam("inventory");
        var name = request.pathParam("site");
        var site = sites.get().stream()
                .filter(one -> one.fleet().inventory().equals(inventory))
                .filter(one -> one.fleet().site().equals(name))
                .findFirst();
        if (site.isPresent()) {
            screen.show(request, site.get());
            return;
        }
        missing(request, "No such site", "This daemon serves no site " + inventory + "/" + name + ".");
    }

    private void fleet(Context request, ServedSite site) {
        show(request, screens.fleet(site, visits.of(request), wanted(request)));
    }

    private void schedule(Context request, ServedSite site) {
        show(request, screens.schedule(site, visits.of(request), wanted(request)));
    }

    private void rollout(Context request, ServedSite site) throws JournalException {
        var id = RolloutId.parse(request.pathParam("id"));
        var page = id.isEmpty()
                ? Optional.<String>empty()
                : screens.rollout(site, id.get(), visits.of(request), wanted(request));
        if (page.isPresent()) {
            show(request, page.get());
            return;
        }
        missing(request, "No such rollout", site.fleet() + " has no record of this rollout. Old records are removed.");
    }

    private void missing(Context request, String title, String text) {
        request.status(HttpStatus.NOT_FOUND);
        show(request, screens.message(visits.of(request), title, text));
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

    private static void show(Context request, String html) {
        request.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff")
                .html(html);
    }

    private static void asset(Context request) {
        var asset = Assets.find(request.pathParam("name"));
        if (asset.isEmpty()) {
            request.status(HttpStatus.NOT_FOUND);
            return;
        }
        request.header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(asset.get().type())
                .result(asset.get().content());
    }
}
