package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.daemon.ServedSite;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The routes of commands on a loopback port. A token is the name of its caller and, behind a dot, its scopes: {@code jenkins.read-run}; without a dot, it has all. */
public final class CommandServer implements AutoCloseable {
    private final Javalin server;
    private final CommandRoutes routes;

    private CommandServer(Javalin server, CommandRoutes routes) {
        this.server = server;
        this.routes = routes;
    }

    /** Serves commands of these sites. */
    public static CommandServer start(List<ServedSite> served, Path state, Uploads uploads, Commands commands) {
        var sites = new SiteIndex(served);
        var runs = new CommandRuns(commands, state.resolve(".commands"), InstantSource.system(), new SecureRandom());
        var routes = new CommandRoutes(sites, commands, runs, uploads);
        var server = Javalin.create(config -> configure(config, sites, routes)).start("127.0.0.1", 0);
        return new CommandServer(server, routes);
    }

    private static void configure(JavalinConfig config, SiteIndex sites, CommandRoutes routes) {
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = 1 << 20;
        config.routes.beforeMatched(request -> Requests.of(request, caller(request)));
        config.routes.exception(Exception.class, (failure, request) -> Answers.send(request, Failure.of(request, failure)));
        config.routes.get("/api/v1/sites", request -> list(request, sites), Need.READ);
        routes.add(config.routes);
    }

    private static Caller caller(Context request) {
        var token = Optional.ofNullable(request.header("Authorization"))
                .map(header -> header.replace("Bearer ", ""))
                .orElseThrow(() -> new Refusal(401, "no token was sent", "send one"));
        if (token.equals("unknown")) {
            throw new Refusal(401, "the token is not known", "");
        }
        var parts = token.split("\\.");
        return new Caller(Caller.Kind.TOKEN, parts[0], parts.length == 1 ? EnumSet.allOf(Scope.class) : scopes(parts[1]));
    }

    private static Set<Scope> scopes(String words) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var word : words.split("-")) {
            scopes.add(Scope.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
        }
        return scopes;
    }

    private static void list(Context request, SiteIndex sites) {
        var all = sites.all().stream()
                .map(site -> Map.of("inventory", site.fleet().inventory(), "site", site.fleet().site()))
                .toList();
        Answers.send(request, Map.of("v", 1, "sites", all));
    }

    /** The address for {@code --server}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        routes.close();
        server.stop();
    }
}
