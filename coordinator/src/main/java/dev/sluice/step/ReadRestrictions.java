package dev.sluice.step;

import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.nio.charset.StandardCharsets;

/** Fetches the restrictions that a host keeps, unverified; empty where it has none. */
public record ReadRestrictions(String path) implements Step<String> {
    @Override
    public String on(HostSession session) throws StepException, HostException {
        var answer = HostCall.of(HostScripts.RESTRICTIONS, path)
                .with("line", "")
                .with("counter", "0")
                .on(session);
        var text = new StringBuilder();
        for (var row : answer.rows()) {
            text.append(new String(row.bytes("hex", AnswerLimits.LIST_CHARS), StandardCharsets.ISO_8859_1));
            if (text.length() > AnswerLimits.LIST_CHARS) {
                throw row.wrong("its restrictions are longer than restrictions can be");
            }
        }
        return text.toString().strip();
    }
}
