package dev.sluice.it.page;

import dev.sluice.web.page.Assets;
import dev.sluice.web.page.SamplePages;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Serves pages with known content where a site would have them, and keeps the forms that it receives. */
final class PageServer implements AutoCloseable {
    static final String FLEET = "/sites/prod/shop";
    static final String ROLLOUT = FLEET + "/rollouts/r-7f3a09bc";
    static final String SCHEDULE = FLEET + "/schedule";

    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Map<String, String> samples = SamplePages.all();
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Javalin server;

    /** A form that was sent. */
    record Sent(String path, Map<String, String> fields) {}

    PageServer() {
        pages.put(FLEET, sample("fleet"));
        pages.put(ROLLOUT, sample("rollout-held"));
        pages.put(ROLLOUT + "?ask=abort", sample("rollout-abort"));
        pages.put(SCHEDULE, sample("schedule"));
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get("/assets/{name}", PageServer::asset);
            config.routes.get("/sample/{name}", request -> show(request, sample(request.pathParam("name"))));
            config.routes.get("/*", this::page);
            config.routes.post("/*", this::keep);
        });
        server.start("127.0.0.1", 0);
    }

    String sample(String name) {
        return Optional.ofNullable(samples.get(name)).orElseThrow();
    }

    /** The names of all sample pages. */
    List<String> names() {
        return List.copyOf(samples.keySet());
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** Another page from now on, as if something had happened. */
    void change(String path, String html) {
        pages.put(path, html);
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    private void page(Context request) {
        var ask = Optional.ofNullable(request.queryParam("ask")).map(key -> "?ask=" + key);
        show(
                request,
                Optional.ofNullable(pages.get(request.path() + ask.orElse("")))
                        .orElseGet(() -> pages.getOrDefault(request.path(), "")));
    }

    private static void show(Context request, String html) {
        request.status(html.isEmpty() ? HttpStatus.NOT_FOUND : HttpStatus.OK)
                .header("Content-Security-Policy", POLICY)
                .html(html);
    }

    private void keep(Context request) {
        sent.add(new Sent(
                request.path(),
                request.formParamMap().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, field -> field.getValue().get(0)))));
        request.redirect(FLEET, HttpStatus.SEE_OTHER);
    }

    private static void asset(Context request) {
        var asset = Assets.find(request.pathParam("name")).orElseThrow();
        request.contentType(asset.type()).result(asset.content());
    }

    @Override
    public void close() {
        server.stop();
    }
}
