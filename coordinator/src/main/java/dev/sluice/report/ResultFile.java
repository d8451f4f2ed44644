package dev.sluice.report;

import dev.sluice.document.WholeFile;
import dev.sluice.engine.Rollouts;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code result.json}, the result of a rollout for pipelines. */
public final class ResultFile {
    /** Why a rollout was reverted, or waits on: no one promoted it before its hold ended. */
    public static final String APPROVAL_EXPIRED = "approval_expired";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ResultFile() {}

    /** Writes a temporary file and renames it, so that a reader always finds a complete file. */
    public static void write(Path file, Rollouts.Ended ended, int exitCode) throws IOException {
        write(file, ended, exitCode, Optional.of(APPROVAL_EXPIRED).filter(why -> ended.state()
                .approvalExpired()));
    }

    /** @param reason of the exit code, for programs */
    public static void write(Path file, Rollouts.Ended ended, int exitCode, Optional<String> reason)
            throws IOException {
        var result = json(ended, exitCode);
        reason.ifPresent(why -> result.put("reason", why));
        WholeFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    }

    private static ObjectNode json(Rollouts.Ended ended, int exitCode) {
        var plan = ended.plan();
        var result = MAPPER.createObjectNode()
                .put("v", 2)
                .put("exitCode", exitCode)
                .put("outcome", ended.state().outcome().map(ResultFile::word).orElse("waiting"))
                .put("fleet", plan.fleet())
                .put("rollout", plan.id().value())
                .put("release", plan.release().id().value())
                .put("digest", plan.release().digest())
                .put("journalHead", ended.head());
        leftOut(ended, result.putArray("left_out"));
        var hosts = result.putArray("hosts");
        for (var host : plan.hosts()) {
            var state = ended.state().host(host.name());
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
        return result;
    }

    /** Those of the plan, and those that were left out before the first switch. */
    private static void leftOut(Rollouts.Ended ended, ArrayNode leftOut) {
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

    /** The release is live everywhere already, and no rollout was run. */
    public static void writeUnchanged(Path file, String fleet, String release) throws IOException {
        var result = MAPPER.createObjectNode()
                .put("v", 2)
                .put("exitCode", 0)
                .put("outcome", "unchanged")
                .put("fleet", fleet)
                .put("release", release);
        WholeFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
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
