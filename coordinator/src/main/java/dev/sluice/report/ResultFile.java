package dev.sluice.report;

import dev.sluice.document.WholeFile;
import dev.sluice.rollout.Excerpt;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code result.json}, the result of a rollout for pipelines. */
final class ResultFile {
    /** Why a rollout was reverted, or waits on: no one promoted it before its hold ended. */
    static final String APPROVAL_EXPIRED = "approval_expired";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ResultFile() {}

    /**
     * Writes a temporary file and renames it, so that a reader always finds a complete file.
     *
     * @param reason of the exit code, for programs
     */
    static void write(Path file, RolloutStory story, Optional<String> reason) throws IOException {
        var result = json(story);
        reason.ifPresent(why -> result.put("reason", why));
        WholeFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    }

    static void write(Path file, NoRollout ended) throws IOException {
        var result = MAPPER.createObjectNode()
                .put("v", 2)
                .put("exitCode", ended.exitCode())
                .put("outcome", ended.outcome())
                .put("fleet", ended.fleet());
        ended.release().ifPresent(release -> result.put("release", release));
        var reasons = result.putArray("reasons");
        ended.lines().forEach(reasons::add);
        result.put("next", ended.next());
        WholeFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    }

    private static ObjectNode json(RolloutStory story) {
        var plan = story.plan();
        var result = MAPPER.createObjectNode()
                .put("v", 2)
                .put("exitCode", story.exitCode())
                .put("outcome", story.state().outcome().map(ResultFile::word).orElse("waiting"))
                .put("fleet", plan.fleet())
                .put("rollout", plan.id().value())
                .put("release", plan.release().id().value())
                .put("digest", plan.release().digest())
                .put("files", plan.release().files())
                .put("bytes", plan.release().bytes())
                .put("actor", plan.actor())
                .put("startedAt", story.began().toString())
                .put("changedAt", story.ended().toString())
                .put("journalHead", story.head());
        var content = result.putArray("content");
        story.content().forEach(content::add);
        addLeftOut(result, story);
        addHosts(result, story);
        return result;
    }

    private static void addHosts(ObjectNode result, RolloutStory story) {
        var hosts = result.putArray("hosts");
        for (var host : story.plan().hosts()) {
            var state = story.state().host(host.name());
            var node = hosts.addObject()
                    .put("host", host.name().value())
                    .put("phase", state.phase().name())
                    .put("release", host.to().value())
                    .put("previous", host.previous().map(id -> id.value()).orElse(""));
            state.failure()
                    .ifPresent(failure -> node.put("failure", failure.summary()).put("next", failure.next()));
            if (!state.evidence().isEmpty()) {
                var seen = node.putArray("evidence");
                state.evidence().forEach(excerpt -> seen.add(json(excerpt)));
            }
        }
    }

    private static void addLeftOut(ObjectNode result, RolloutStory ended) {
        var leftOut = result.putArray("left_out");
        ended.plan().leftOut().forEach(out -> leftOut.addObject()
                .put("host", out.host().value())
                .put("why", out.why())
                .put("disabled", !out.missed()));
        ended.state().hosts().entrySet().stream()
                .filter(host -> host.getValue().phase() == HostPhase.LEFT_OUT)
                .sorted(Map.Entry.comparingByKey())
                .forEach(host -> leftOut.addObject()
                        .put("host", host.getKey().value())
                        .put(
                                "why",
                                host.getValue().failure().map(Failure::summary).orElse("it could not be reached"))
                        .put("disabled", false));
    }

    private static String word(Outcome outcome) {
        return outcome == Outcome.SUCCEEDED ? "done" : outcome.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode json(Excerpt excerpt) {
        var node = MAPPER.createObjectNode().put("source", excerpt.source());
        var lines = node.putArray("lines");
        excerpt.lines().forEach(lines::add);
        return excerpt.note().isEmpty() ? node : node.put("note", excerpt.note());
    }
}
