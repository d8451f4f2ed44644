package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.access.Callers;
import dev.sluice.daemon.ServedSite;
import dev.sluice.daemon.SiteFront;
import dev.sluice.document.Resources;
import dev.sluice.operation.Notices;
import dev.sluice.web.page.LastAnswers;
import dev.sluice.web.page.Screens;
import dev.sluice.web.page.Visitor;
import dev.sluice.wiring.Fleets;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Serves HTTP from its making until it is closed, on a loopback address: a reverse proxy adds TLS. */
public final class HttpFront implements AutoCloseable {
    private static final long MOST_BYTES = 1 << 20;
    private static final long MOST_ARTIFACT_BYTES = 4L << 30;
    private static final Set<HandlerType> METHODS =
            Set.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.DELETE, HandlerType.PATCH);

    private final String host;
    private final Javalin server;
    private final Deeds deeds;
    private final Failures failures;
    private final EventRoutes events;
    private final CommandRoutes commands;
    private final RequestLog log;

    /**
     * What the server serves with.
     *
     * @param callers who may send requests
     * @param artifacts directories from which a release may be started
     * @param records of all sites
     * @param fronts where a rollout is reported in the daemon's own output, one for each
     * @param random from a secure source
     * @param commands of the command line, with the artifacts that callers may name
     * @param state where requests that change something are logged
     */
    public record Means(
            Callers callers,
            List<Path> artifacts,
            Fleets records,
            Supplier<SiteFront> fronts,
            Notices notices,
            RandomGenerator random,
            Function<ServedArtifacts, Commands> commands,
            Path state) {}

    /** @throws IOException when the address cannot be listened at, or requests cannot be logged */
    public HttpFront(InetSocketAddress listen, List<ServedSite> sites, Means with) throws IOException {
        var time = with.records().time();
        var index = new SiteIndex(sites);
        var uploads = new Uploads(with.state().resolve(".uploads"), MOST_ARTIFACT_BYTES, time::now);
        var artifacts = new ServedArtifacts(new ArtifactRoots(with.artifacts()), uploads);
        var commands = with.commands().apply(artifacts);
        var sessions = new SignedIn(with.random(), time::now);
        var gate = new Gate(with.callers(), sessions, new Csrf(with.random()));
        var screens = new Screens(with.records().records(), LastAnswers.NONE, time);
        Visits visits = request -> visitor(request, gate);
        this.failures = new Failures(screens, visits);
        this.deeds = new Deeds(with.fronts());
        this.events = new EventRoutes(index, with.records().records().store());
        var runs = new CommandRuns(commands, with.state().resolve(".commands"), time::now, with.random());
        this.commands = new CommandRoutes(index, commands, runs, uploads);
        this.log = new RequestLog(with.state().resolve(".http"), time::now);
        var releases = new ReleaseRequest(artifacts);
        List<RouteGroup> groups = List.of(
                new ReadRoutes(index, with.records(), releases),
                new RolloutRoutes(index, deeds, releases, with.notices(), failures),
                new RestrictionRoutes(index, with.records()),
                new MetricsRoutes(sites, with.records()),
                events,
                this.commands,
                new PageRoutes(index, screens, visits),
                new PageActions(index, deeds, with.notices(), failures),
                new LoginRoutes(with.callers(), sessions, screens));
        this.host = host(listen.getAddress());
        this.server = Javalin.create(config -> configure(config, gate, groups));
        start(listen);
    }

    private void configure(JavalinConfig config, Gate gate, List<RouteGroup> groups) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MOST_BYTES;
        config.http.prefer405over404 = true;
        config.routes.get(
                "/api/v1/openapi.yaml",
                request -> request.contentType("application/yaml")
                        .result(Resources.text(HttpFront.class, "/dev/sluice/web/openapi.yaml")),
                Need.NOTHING);
        config.routes.beforeMatched(gate::check);
        config.routes.after(SafeHeaders::add);
        config.routes.afterMatched(this::record);
        config.routes.exception(Exception.class, (failure, request) -> {
            SafeHeaders.add(request);
            failures.send(request, failure);
        });
        groups.forEach(group -> group.add(config.routes));
    }

    private static Visitor visitor(Context request, Gate gate) {
        var caller = Requests.caller(request);
        return new Visitor(caller.actor(), caller.scopes(), gate.csrf(request), Optional.empty());
    }

    private void record(Context request) throws IOException {
        if (!request.method().name().equals("GET") && !request.method().name().equals("HEAD")) {
            log.add(request, Requests.known(request).map(Caller::actor).orElse(""));
        }
    }

    private static String host(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private void start(InetSocketAddress listen) throws IOException {
        try {
            server.start(listen.getAddress().getHostAddress(), listen.getPort());
        } catch (RuntimeException e) {
            close();
            throw new IOException("cannot listen at " + listen + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens: with the port that the system chose, where none was asked for. */
    public String address() {
        return "http://" + host + ":" + server.port() + "/";
    }

    int port() {
        return server.port();
    }

    /** Each route and what it needs, such as {@code POST /api/v1/…: RUN}. */
    List<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> METHODS.contains(endpoint.method))
                .map(endpoint -> endpoint.method + " " + endpoint.path + ": " + needs(endpoint))
                .sorted()
                .toList();
    }

    private static String needs(Endpoint endpoint) {
        var roles = endpoint.metadata(Roles.class);
        return roles == null
                ? ""
                : roles.getRoles().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        events.close();
        commands.close();
        server.stop();
        deeds.close();
        try {
            log.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(HttpFront.class).debug("the log of requests", e);
        }
    }
}
