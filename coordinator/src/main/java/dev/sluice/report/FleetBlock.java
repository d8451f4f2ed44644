package dev.sluice.report;

import dev.sluice.document.HumanUnits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows the work in progress in a whole fleet, one line per phase. */
final class FleetBlock {
    private final Progress progress;

    FleetBlock(Progress progress) {
        this.progress = progress;
    }

    List<String> lines(Instant now) {
        var lines = new ArrayList<String>();
        if (progress.isStaging() && progress.throughStaging() < progress.hosts()) {
            lines.add(Words.line(
                    "stage",
                    gauge(progress.staged(), progress.hosts()) + "  " + HumanUnits.of(progress.staging(now))
                            + progress.uploads(now).map(text -> "  " + text).orElse("")));
        }
        if (progress.isReverting()) {
            lines.add(Words.line("revert", Words.hosts(progress.reverted()) + " reverted"));
        } else if (progress.batch() > 0
                && !progress.isGoingBack()
                && progress.settledInBatch() < progress.batchSize()) {
            lines.add(Words.line("batch " + progress.batch(), batch()));
        }
        progress.soak()
                .ifPresent(soak -> lines.add(
                        Words.line("gate " + soak.batch(), "soak, " + HumanUnits.left(now, soak.until()) + " left")));
        return lines;
    }

    private String batch() {
        var failed = progress.failedInBatch();
        return gauge(progress.settledInBatch(), progress.batchSize()) + (failed == 0 ? "" : "  " + failed + " failed");
    }

    private static String gauge(int done, int of) {
        return done + "/" + Words.hosts(of) + "  " + Gauge.of(done, of);
    }
}
