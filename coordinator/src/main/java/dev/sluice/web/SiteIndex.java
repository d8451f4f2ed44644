package dev.sluice.web;

import dev.sluice.daemon.ServedSite;
import dev.sluice.operation.Project;
import io.javalin.http.Context;
import java.util.List;

/** The sites that are served, by the names in the path of a request. */
final class SiteIndex {
    /** The beginning of each path that is about one site. */
    static final String PATH = "/api/v1/sites/{inventory}/{site}";

    private final List<ServedSite> sites;

    SiteIndex(List<ServedSite> sites) {
        this.sites = List.copyOf(sites);
    }

    List<ServedSite> all() {
        return sites;
    }

    /** Those with the names in the path. */
    List<ServedSite> named(Context request) {
        var name = request.pathParam("inventory") + "/" + request.pathParam("site");
        return sites.stream()
                .filter(site -> site.fleet().toString().equals(name))
                .toList();
    }

    /** @throws Refusal when there is none, or several have the same names */
    ServedSite of(Context request) {
        var found = named(request);
        if (found.size() > 1) {
            throw new Refusal(409, "two sites of this daemon have this name", "rename an inventory or a site");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "this daemon serves no such site", "GET /api/v1/sites lists them"));
    }

    /** @throws Refusal when its files have had errors since the daemon started */
    static Project project(ServedSite site) {
        return site.project()
                .orElseThrow(() -> new Refusal(409, "the files of the site have errors", "sluice validate shows them"));
    }
}
