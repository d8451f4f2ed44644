package dev.sluice.demo;

import java.util.Optional;

/**
 * The site of one host. What it answers is in the release that PHP would run: {@code public/index.html}, in which {@code {release}}
 * becomes the release's id, and {@code public/healthz}, one line that is {@code ok} or else the reason for a 500.
 */
final class ShopSite implements WebServer.Site {
    static final String DOCROOT = "public";

    private static final String NOT_FOUND = "<!doctype html>\n<html><title>404</title><h1>Not Found</h1></html>\n";

    private final PhpPool pool;
    private final EndpointStandIn endpoint;
    private final HealthFaults faults;

    ShopSite(PhpPool pool, EndpointStandIn endpoint, HealthFaults faults) {
        this.pool = pool;
        this.endpoint = endpoint;
        this.faults = faults;
    }

    @Override
    public Optional<WebAnswer> answer(WebRequest request) {
        if (request.path().equals(EndpointStandIn.PATH)) {
            return endpoint.answer(request);
        }
        return Optional.of(pool.serve(php -> page(request.path(), php)));
    }

    private WebAnswer page(String path, PhpRequest php) {
        if (path.equals("/")) {
            return php.script(DOCROOT + "/index.html").map(ShopSite::front).orElseGet(ShopSite::notFound);
        }
        if (path.equals("/healthz")) {
            return php.script(DOCROOT + "/healthz").map(this::health).orElseGet(ShopSite::notFound);
        }
        return notFound();
    }

    private static WebAnswer front(PhpPool.Script script) {
        var release = script.releaseId();
        return WebAnswer.html(200, script.text().replace("{release}", release)).with("X-Release", release);
    }

    private WebAnswer health(PhpPool.Script script) {
        var release = script.releaseId();
        var healthy = script.text().strip().equals("ok") && !faults.spoil(release);
        var body = "{\"status\":\"%s\",\"release\":\"%s\"}".formatted(healthy ? "ok" : "fail", release);
        return WebAnswer.json(healthy ? 200 : 500, body).with("X-Release", release);
    }

    static WebAnswer notFound() {
        return WebAnswer.html(404, NOT_FOUND);
    }
}
