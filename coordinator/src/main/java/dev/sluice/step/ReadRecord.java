package dev.sluice.step;

import dev.sluice.host.CommandResult;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Fetches the copy of a record from a host, in parts: an answer has an end. Nothing of it is checked here; a chain of hashes says whether it is
 * whole.
 */
public record ReadRecord(String path, String rollout) implements Step<RecordCopy> {
    @Override
    public RecordCopy on(HostSession session) throws StepException, HostException {
        // The head first: a journal may grow meanwhile, and has to hold what its head vouches for.
        var head = file(session, "head.json");
        return new RecordCopy(rollout, file(session, "plan.json"), file(session, "journal.jsonl"), head);
    }

    /** As long as it was when it was begun: a journal only grows. */
    private String file(HostSession session, String name) throws StepException, HostException {
        var text = new StringBuilder();
        var first = part(session, name, 0);
        var part = text(first);
        long bytes = Long.parseLong(first.value("bytes"));
        while (!part.isEmpty() && text.length() + part.length() < bytes) {
            text.append(part);
            part = text(part(session, name, text.length()));
        }
        return text.append(part).substring(0, (int) Math.min(bytes, text.length()));
    }

    private CommandResult part(HostSession session, String name, int from) throws StepException, HostException {
        return HostCall.of(HostScripts.RECORD_READ, path)
                .with("rollout", rollout)
                .with("file", name)
                .with("from", Integer.toString(from))
                .on(session);
    }

    private static String text(CommandResult result) {
        var text = new StringBuilder();
        for (var row : result.rows()) {
            text.append(new String(bytes(row.getOrDefault("hex", "")), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    /** What is no hexadecimal is nothing, and the chain of hashes says so. */
    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
