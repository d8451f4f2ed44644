package dev.sluice.report;

import dev.sluice.engine.RolloutListener;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Shows people the progress of a rollout: on a terminal with a block that is rewritten in place, elsewhere in lines without control characters other
 * than colours. Above twenty hosts it prints counts, and names only hosts with a problem.
 */
final class Console implements RolloutListener {
    private static final int NAMED_HOSTS = 20;
    /** After this time without output a line is printed, because pipelines end silent builds. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final ConsoleView view;
    private final Output output;
    private Instant lastLine = Instant.MIN;

    private Console(ConsoleView view, Output output) {
        this.view = view;
        this.output = output;
    }

    /** Prints lines, and a block if the output supports one. */
    private interface Output {
        void show(List<String> lines, List<String> block);

        /** Returns whether silence has to be interrupted by a line. */
        boolean needsHeartbeat();
    }

    /**
     * For logs and pipelines.
     *
     * @param out flushed after each line, never closed
     */
    static Console lines(RolloutPlan plan, PrintWriter out, Palette palette, Detail detail) {
        var view = plan.hosts().size() <= NAMED_HOSTS || detail == Detail.EVERYTHING
                ? new EventPerLineView(plan, palette, detail)
                : new GroupedLines(plan, palette, GroupedLines.Marks.SHOWN);
        return new Console(view, new Lines(out));
    }

    /**
     * For a terminal.
     *
     * @param out flushed after each change, never closed
     * @param window queried before each drawing; must not block
     */
    static Console live(RolloutPlan plan, PrintWriter out, Palette palette, Supplier<WindowSize> window) {
        var view = plan.hosts().size() <= NAMED_HOSTS
                ? new HostRows(plan, palette)
                : new GroupedLines(plan, palette, GroupedLines.Marks.LEFT_OUT);
        return new Console(view, new Live(out, window, new Screen()));
    }

    @Override
    public synchronized void on(long seq, RolloutEvent event, RolloutState state) {
        var lines = view.on(event, state);
        if (!lines.isEmpty() || lastLine.equals(Instant.MIN)) {
            lastLine = event.at();
        }
        output.show(lines, view.block(event.at()));
    }

    /** Shown with the next tick. */
    @Override
    public synchronized void uploading(HostName host, long sent, long total) {
        view.uploading(host, sent, total);
    }

    /** To be called about every second. */
    synchronized void tick(Instant now) {
        if (!output.needsHeartbeat()) {
            output.show(List.of(), view.block(now));
        } else if (!lastLine.equals(Instant.MIN) && !now.isBefore(lastLine.plus(SILENCE))) {
            lastLine = now;
            output.show(List.of(Words.line("wait", view.waiting(now))), List.of());
        }
    }

    /** Prints the lines that were held back, and removes the block. */
    synchronized void end() {
        output.show(view.rest(), List.of());
    }

    private record Lines(PrintWriter out) implements Output {
        @Override
        public void show(List<String> lines, List<String> block) {
            lines.forEach(out::println);
            out.flush();
        }

        @Override
        public boolean needsHeartbeat() {
            return true;
        }
    }

    private record Live(PrintWriter out, Supplier<WindowSize> window, Screen screen) implements Output {
        @Override
        public void show(List<String> lines, List<String> block) {
            out.print(screen.draw(lines, block, window.get()));
            out.flush();
        }

        @Override
        public boolean needsHeartbeat() {
            return false;
        }
    }
}
