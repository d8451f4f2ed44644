package dev.sluice.engine;

import dev.sluice.document.HarmlessText;
import dev.sluice.host.OutputListener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Splits the output of a task into lines and masks its secrets. Only whole lines are searched, so that no secret is split before it is found. */
final class TaskOutput implements OutputListener {
    /** The maximum of one line; the rest of a longer line is dropped. */
    private static final int LINE_BYTES = 65_536;

    private static final int LAST_LINES = 10;
    private static final int SHOWN_CHARS = 200;

    private final SecretMask mask;
    private final Consumer<List<String>> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<String> last = new ArrayDeque<>();

    /** @param log receives whole lines, with secrets masked and otherwise unchanged */
    TaskOutput(SecretMask mask, Consumer<List<String>> log) {
        this.mask = mask;
        this.log = log;
    }

    @Override
    public synchronized void wrote(byte[] bytes) {
        var whole = new ArrayList<String>();
        for (byte b : bytes) {
            if (b == '\n') {
                whole.add(take());
            } else if (line.size() < LINE_BYTES + 4 * mask.longest()) {
                line.write(b);
            }
        }
        hand(whole);
    }

    /** Ends the output: a last line without a line break counts as a line. */
    synchronized void end() {
        if (line.size() > 0) {
            hand(List.of(take()));
        }
    }

    /** The last lines, escaped for printing and shortened. */
    synchronized List<String> last() {
        return List.copyOf(last);
    }

    private String take() {
        var text = mask.in(line.toString(StandardCharsets.UTF_8));
        line.reset();
        return text.length() <= LINE_BYTES ? text : text.substring(0, LINE_BYTES) + "…";
    }

    private void hand(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        log.accept(lines);
        for (var text : lines.subList(Math.max(0, lines.size() - 3 * LAST_LINES), lines.size())) {
            var harmless = HarmlessText.line(text, SHOWN_CHARS);
            if (!harmless.isEmpty()) {
                last.addLast(harmless);
            }
        }
        while (last.size() > LAST_LINES) {
            last.removeFirst();
        }
    }
}
