package dev.sluice.cli;

import dev.sluice.document.HarmlessText;
import dev.sluice.operation.Notice;
import dev.sluice.operation.Notices;
import dev.sluice.view.EnumWord;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;

/** What happens by itself, a line each with its time. */
final class NoticeLines implements Notices {
    private static final int MOST = 2_000;

    private final PrintWriter out;

    NoticeLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void on(Notice notice) {
        out.printf(
                "%s %s %s %s: %s%n",
                notice.at().truncatedTo(ChronoUnit.SECONDS),
                EnumWord.of(notice.kind()),
                notice.fleet(),
                notice.subject(),
                HarmlessText.line(notice.words(), MOST));
        out.flush();
    }
}
