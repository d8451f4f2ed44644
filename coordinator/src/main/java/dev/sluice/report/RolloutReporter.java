package dev.sluice.report;

import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.Rollouts;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reports the progress of a rollout: on the console, and in files if a directory is given. */
public final class RolloutReporter implements RolloutListener, AutoCloseable {
    private final PrintWriter out;
    private final Palette palette;
    private final ConsoleReporter console;
    private final Optional<Path> directory;
    private final Optional<EventLines> events;

    /** @param directory created if it does not exist; receives {@code events.jsonl}, and what {@link ReportFiles} writes */
    public RolloutReporter(RolloutPlan plan, PrintWriter out, ConsoleOptions options, Optional<Path> directory)
            throws IOException {
        this.out = out;
        this.palette = options.palette();
        this.directory = directory;
        if (directory.isPresent()) {
            Files.createDirectories(directory.get());
            this.events = Optional.of(new EventLines(plan.id(), directory.get().resolve("events.jsonl")));
        } else {
            this.events = Optional.empty();
        }
        this.console = console(plan, options);
    }

    private ConsoleReporter console(RolloutPlan plan, ConsoleOptions options) {
        return options.manner() == ConsoleOptions.Manner.LIVE
                ? ConsoleReporter.live(plan, out, palette, InstantSource.system())
                : ConsoleReporter.lines(plan, out, palette, options.detail(), InstantSource.system());
    }

    @Override
    public void uploading(HostName host, long sent, long total) {
        console.uploading(host, sent, total);
    }

    @Override
    public void on(long seq, RolloutEvent event, RolloutState state) {
        console.on(seq, event, state);
        events.ifPresent(lines -> lines.on(seq, event, state));
    }

    /** Prints the summary. */
    public void end(Rollouts.Ended ended) {
        console.close();
        new Summary(ended.plan(), ended.state()).lines(palette).forEach(out::println);
        out.println("  head  " + ended.head());
        out.flush();
    }

    /**
     * Prints the summary, and writes the reports.
     *
     * @param record all events of the rollout, those of earlier processes too
     * @param content what goes out, a line each; empty where that was not asked for
     */
    public void end(Rollouts.Ended ended, List<RolloutEvent> record, int exitCode, List<String> content)
            throws IOException {
        end(ended);
        if (directory.isPresent()) {
            new ReportFiles(directory.get()).write(ended, record, exitCode, content);
        }
    }

    @Override
    public void close() throws IOException {
        console.close();
        if (events.isPresent()) {
            events.get().close();
        }
    }
}
