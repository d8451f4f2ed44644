package dev.sluice.web;

import dev.sluice.access.Scope;
import dev.sluice.web.CommandRun.Answering;
import dev.sluice.web.CommandRun.Order;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Commands of the command line that run here, for machines without a key for the hosts. What they print can be read again from any line. */
final class CommandRoutes implements RouteGroup, AutoCloseable {
    private static final int MOST_STREAMS = 1_000;
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration LAST_LINES = Duration.ofSeconds(2);
    private static final String COMMANDS = SiteIndex.PATH + "/commands";
    private static final String RUN = COMMANDS + "/{run}";
    private static final String ARTIFACT = SiteIndex.PATH + "/artifacts/{name}";

    private final SiteIndex sites;
    private final Commands commands;
    private final CommandRuns runs;
    private final Uploads uploads;
    private final LiveStreams streams = new LiveStreams("application/x-ndjson", MOST_STREAMS, BEAT);

    CommandRoutes(SiteIndex sites, Commands commands, CommandRuns runs, Uploads uploads) {
        this.sites = sites;
        this.commands = commands;
        this.runs = runs;
        this.uploads = uploads;
    }

    /** A command needs a scope that depends on its arguments. */
    @Override
    public void add(RoutesConfig routes) {
        routes.post(COMMANDS, this::begin, Need.CALLER);
        routes.get(RUN, this::follow, Need.CALLER);
        routes.post(RUN + "/answer", this::answer, Need.CALLER);
        routes.get(RUN + "/files", this::files, Need.CALLER);
        routes.get(RUN + "/files/<path>", this::file, Need.CALLER);
        routes.get(ARTIFACT, this::find, Need.CALLER);
        routes.put(ARTIFACT, this::upload, Need.CALLER);
    }

    private void begin(Context request) throws IOException {
        var caller = Requests.caller(request);
        var body = CommandBody.of(request);
        commands.admission(body.arguments()).ifPresent(admission -> Requests.require(request, admission.scope()));
        var answering = body.interactive() ? Answering.CALLER : Answering.NO_ONE;
        var order = new Order(sites.of(request), caller, body.arguments(), answering, body.key());
        request.status(202);
        Answers.send(request, Map.of("run", runs.begin(order).id()));
    }

    private CommandRun run(Context request) {
        return runs.of(request.pathParam("run"), sites.of(request), Requests.caller(request));
    }

    private void follow(Context request) {
        streams.refuseMore("too many commands are followed");
        var output = run(request).output();
        var first = number(Optional.ofNullable(request.queryParam("from")).orElse("1"));
        streams.answer(request, output, first);
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new Refusal(400, "the number of a line is a whole number from 1", "");
        }
        return Integer.parseInt(text);
    }

    private void answer(Context request) {
        var run = run(request);
        var answer = CommandBody.Answer.of(request);
        run.answer(answer.question(), answer.word());
        Answers.send(request, Map.of("done", true));
    }

    private void files(Context request) throws IOException {
        var files = ReportTree.of(run(request).reports()).stream()
                .map(file -> Map.of("path", file.path(), "bytes", file.bytes()))
                .toList();
        Answers.send(request, Map.of("files", files));
    }

    private void file(Context request) throws IOException {
        var wanted = request.pathParam("path");
        var file = ReportTree.of(run(request).reports()).stream()
                .filter(known -> known.path().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "the command has written no such file", "list its files"));
        request.contentType("application/octet-stream");
        request.header("Content-Disposition", "attachment");
        request.result(Files.newInputStream(file.file()));
    }

    private void find(Context request) {
        Requests.require(request, Scope.RUN, Scope.PLAN);
        sites.of(request);
        var sent = sent(request);
        if (!uploads.has(sent)) {
            throw new Refusal(404, "this file was not uploaded", "PUT it");
        }
        Answers.send(request, Map.of("artifact", sent.reference()));
    }

    private void upload(Context request) throws IOException {
        Requests.require(request, Scope.RUN, Scope.PLAN);
        sites.of(request);
        var sent = sent(request);
        uploads.store(sent, request.bodyInputStream());
        request.status(201);
        Answers.send(request, Map.of("artifact", sent.reference()));
    }

    private static Uploads.Sent sent(Context request) {
        return new Uploads.Sent(
                request.pathParam("name"),
                Optional.ofNullable(request.header("X-Sluice-Sha256")).orElse(""),
                Optional.ofNullable(request.header("X-Sluice-Beside")));
    }

    /** Readers receive the last lines of commands that have ended. */
    @Override
    public void close() {
        runs.close();
        streams.awaitEnd(LAST_LINES);
        streams.close();
    }
}
