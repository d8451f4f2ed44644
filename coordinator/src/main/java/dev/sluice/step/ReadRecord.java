package dev.sluice.step;

import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.nio.charset.StandardCharsets;

/**
 * Fetches the copy of a record from a host, in parts, because the size of an answer is limited. It is not verified here; its chain of hashes shows
 * whether it is complete.
 */
public record ReadRecord(String path, String rollout) implements Step<RecordCopy> {
    /** The size of one part; the last one may be shorter. */
    private static final int PART = 4 << 20;

    @Override
    public RecordCopy on(HostSession session) throws StepException, HostException {
        // The head first: the journal may grow meanwhile, and has to contain everything that the head signs.
        var head = file(session, "head.json", AnswerLimits.HEAD_BYTES);
        return new RecordCopy(
                rollout,
                file(session, "plan.json", AnswerLimits.PLAN_BYTES),
                file(session, "journal.jsonl", AnswerLimits.JOURNAL_BYTES),
                head);
    }

    /**
     * Reads as many bytes as the file had at the start: a journal only grows. A host that sends too small parts is refused, or reading would never
     * end.
     */
    private String file(HostSession session, String name, int most) throws StepException, HostException {
        var part = part(session, name, 0);
        int bytes = (int) part.fields().number("bytes", most);
        var text = new StringBuilder();
        while (true) {
            var more = text(part);
            text.append(more);
            if (text.length() >= bytes) {
                return text.substring(0, bytes);
            }
            if (more.length() < PART) {
                throw part.fields().wrong(name + " has " + bytes + " bytes, and ends after " + text.length());
            }
            part = part(session, name, text.length());
        }
    }

    private Answer part(HostSession session, String name, int from) throws StepException, HostException {
        return HostCall.of(HostScripts.RECORD_READ, path)
                .with("rollout", rollout)
                .with("file", name)
                .with("from", Integer.toString(from))
                .on(session);
    }

    private static String text(Answer part) throws HostException {
        var text = new StringBuilder();
        for (var row : part.rows()) {
            text.append(new String(row.bytes("hex", AnswerLimits.LIST_CHARS), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}
