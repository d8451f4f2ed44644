package dev.sluice.cli;

import dev.sluice.inventory.HostName;
import dev.sluice.operation.SiteLogsOperation.Follower;
import dev.sluice.operation.SiteLogsOperation.LogLines;
import dev.sluice.rollout.Failure;
import dev.sluice.view.LogsListing;
import java.io.PrintWriter;
import java.util.List;

/** The site's logs for people: a line that names host and file, then its lines, indented, so that none of them can be mistaken for a line of ours. */
final class SiteLogsText implements Follower {
    private final PrintWriter out;
    private final PrintWriter err;
    private String heading = "";

    SiteLogsText(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    void print(LogsListing listing) {
        for (var host : listing.hosts()) {
            if (host.error().isEmpty() && host.logs().isEmpty()) {
                out.println(host.host()
                        + "  no log is named, and none in the usual places may be read; set logs in the inventory");
            }
            host.logs()
                    .forEach(log -> print(
                            host.host(),
                            log.file(),
                            log.note()
                                    .map(note -> " " + note)
                                    .orElse(log.lines().isEmpty() ? " is empty" : ""),
                            log.lines()));
        }
        out.flush();
    }

    private void print(String host, String file, String note, List<String> lines) {
        var next = host + "  " + file + note;
        if (!next.equals(heading)) {
            out.println(next);
        }
        heading = next;
        lines.forEach(line -> out.println("  " + line));
    }

    @Override
    public void wrote(HostName host, LogLines log) {
        if (log.cut()) {
            heading = "";
        }
        print(host.value(), log.file(), log.cut() ? " (lines were left out here: too many at once)" : "", log.lines());
        out.flush();
    }

    @Override
    public void lost(HostName host, Failure failure) {
        err.println("sluice: " + host + ": " + failure.summary() + "; asking again every 10 s");
        err.flush();
    }
}
