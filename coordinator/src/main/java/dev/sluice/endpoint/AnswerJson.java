package dev.sluice.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers as JSON. What is missing reads as empty, zero or false: a newer or older endpoint is accepted. A value of another kind or out of bounds, or
 * a duplicate key, makes it invalid.
 */
final class AnswerJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Of one pool. */
    private static final int MOST_WORKERS = 4096;

    private AnswerJson() {}

    static String write(EndpointAnswer answer) {
        var node = MAPPER.createObjectNode().put("v", EndpointRequest.VERSION).put("nonce", answer.nonce());
        if (answer instanceof EndpointState state) {
            writeState(node, state);
        } else if (answer instanceof EndpointRefusal refusal) {
            writeRefusal(node, refusal);
        }
        return MAPPER.writeValueAsString(node);
    }

    static EndpointAnswer read(String json) {
        var node = RequestJson.object(json);
        // A page that shows its request has the other two.
        if (!node.path("v").isInt()
                || !node.path("nonce").isString()
                || !node.path("ok").isBoolean()) {
            throw new IllegalArgumentException("no version, nonce and outcome");
        }
        return node.path("ok").asBoolean(false) ? readState(node) : readRefusal(node);
    }

    private static void writeState(ObjectNode node, EndpointState state) {
        node.put("op", state.op().wire()).put("time", state.time()).put("ok", true);
        node.putObject("release")
                .put("file", state.release().file())
                .put("current", state.release().current())
                .put("included", state.release().included());
        writeWorker(node, state.worker());
        OpcacheJson.write(node.putObject("opcache"), state.opcache());
        state.facts().ifPresent(facts -> FactsJson.write(node.putObject("facts"), facts));
        state.work().ifPresent(work -> node.putObject("work")
                .put("done", work.done())
                .put("failed", work.failed())
                .put("next", work.next())
                .put("full", work.full())
                .put("changed", work.changed()));
        state.work().ifPresent(work -> RequestJson.put((ObjectNode) node.path("work"), "names", work.names()));
    }

    private static void writeWorker(ObjectNode node, EndpointWorker worker) {
        node.put("pid", worker.pid()).put("start", worker.start()).put("master", worker.master());
        node.put("sapi", worker.sapi()).put("zts", worker.zts()).put("pool", worker.pool());
        var workers = node.putArray("workers");
        for (var some : worker.workers()) {
            var entry = workers.addObject().put("pid", some.pid()).put("start", some.start());
            some.busy().ifPresentOrElse(busy -> entry.put("busy_ms", busy.toMillis()), () -> entry.putNull("busy_ms"));
        }
    }

    private static void writeRefusal(ObjectNode node, EndpointRefusal refusal) {
        node.put("op", refusal.op())
                .put("time", refusal.time())
                .put("ok", false)
                .put("error", refusal.error());
        node.put("inventory", refusal.at().inventory())
                .put("site", refusal.at().site())
                .put("host", refusal.at().host());
        RequestJson.put(node, "names", refusal.names());
    }

    private static EndpointAnswer readRefusal(JsonNode node) {
        var at = new EndpointSite(
                RequestJson.text(node, "inventory"), RequestJson.text(node, "site"), RequestJson.text(node, "host"));
        return new EndpointRefusal(
                RequestJson.text(node, "nonce"),
                RequestJson.text(node, "op"),
                RequestJson.number(node.path("time"), "time", RequestJson.LARGEST),
                RequestJson.lines(node, "error"),
                at,
                RequestJson.texts(node, "names"));
    }

    private static EndpointAnswer readState(JsonNode node) {
        var release = RequestJson.object(node, "release");
        return new EndpointState(
                RequestJson.text(node, "nonce"),
                Operation.ofWire(RequestJson.text(node, "op"))
                        .orElseThrow(() -> new IllegalArgumentException("an operation that was not requested")),
                RequestJson.number(node.path("time"), "time", RequestJson.LARGEST),
                new ServedRelease(
                        RequestJson.text(release, "file"),
                        RequestJson.text(release, "current"),
                        RequestJson.text(release, "included")),
                readWorker(node),
                OpcacheJson.read(RequestJson.object(node, "opcache")),
                FactsJson.read(RequestJson.object(node, "facts")),
                readWork(RequestJson.object(node, "work")));
    }

    private static EndpointWorker readWorker(JsonNode node) {
        return new EndpointWorker(
                RequestJson.count(node, "pid"),
                RequestJson.number(node.path("start"), "start", RequestJson.LARGEST),
                RequestJson.count(node, "master"),
                RequestJson.text(node, "sapi"),
                RequestJson.flag(node, "zts"),
                RequestJson.text(node, "pool"),
                readWorkers(RequestJson.list(node, "workers")));
    }

    private static List<PoolWorker> readWorkers(JsonNode workers) {
        if (workers.size() > MOST_WORKERS) {
            throw new IllegalArgumentException("it has more than " + MOST_WORKERS + " workers");
        }
        return workers.valueStream().map(AnswerJson::readPoolWorker).toList();
    }

    private static PoolWorker readPoolWorker(JsonNode node) {
        var busy = node.path("busy_ms");
        return new PoolWorker(
                RequestJson.count(node, "pid"),
                RequestJson.number(node.path("start"), "start", RequestJson.LARGEST),
                busy.isNull() || busy.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(RequestJson.number(busy, "busy_ms", RequestJson.LARGEST))));
    }

    private static Optional<CacheWork> readWork(JsonNode work) {
        return work.isObject()
                ? Optional.of(new CacheWork(
                        RequestJson.count(work, "done"),
                        RequestJson.count(work, "failed"),
                        RequestJson.lines(work, "next"),
                        RequestJson.flag(work, "full"),
                        RequestJson.count(work, "changed"),
                        RequestJson.texts(work, "names")))
                : Optional.empty();
    }
}
