package dev.sluice.report;

import dev.sluice.engine.RolloutListener;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells people how a rollout goes: on a terminal with a block that is rewritten in place, elsewhere in lines without control characters
 * other than colours. Above twenty hosts it counts, and names only what goes wrong.
 */
final class Console implements RolloutListener {
    private static final int NAMED_HOSTS = 20;
    /** Pipelines end builds that fall silent, and people wonder. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final ConsoleView telling;
    private final Output output;
    private Instant lastLine = Instant.MIN;

    private Console(ConsoleView telling, Output output) {
        this.telling = telling;
        this.output = output;
    }

    /** Takes lines, and a block where there is one. */
    private interface Output {
        void show(List<String> lines, List<String> block);

        /** Whether silence needs a line. */
        boolean wantsHeartbeat();
    }

    /**
     * For logs and pipelines.
     *
     * @param out flushed after each line, never closed
     */
    static Console lines(RolloutPlan plan, PrintWriter out, Palette palette, Detail detail) {
        var telling = plan.hosts().size() <= NAMED_HOSTS || detail == Detail.EVERYTHING
                ? new EventPerLineView(plan, palette, detail)
                : new GroupedLines(plan, palette, GroupedLines.Marks.SHOWN);
        return new Console(telling, new Lines(out));
    }

    /**
     * For a terminal.
     *
     * @param out flushed after each change, never closed
     * @param window asked before each drawing; must not block
     */
    static Console live(RolloutPlan plan, PrintWriter out, Palette palette, Supplier<WindowSize> window) {
        var telling = plan.hosts().size() <= NAMED_HOSTS
                ? new HostRows(plan, palette)
                : new GroupedLines(plan, palette, GroupedLines.Marks.LEFT_OUT);
        return new Console(telling, new Live(out, window, new Screen()));
    }

    @Override
    public synchronized void on(long seq, RolloutEvent event, RolloutState state) {
        var lines = telling.on(event, state);
        if (!lines.isEmpty() || lastLine.equals(Instant.MIN)) {
            lastLine = event.at();
        }
        output.show(lines, telling.block(event.at()));
    }

    /** To be called every second or so. */
    synchronized void tick(Instant now) {
        if (!output.wantsHeartbeat()) {
            output.show(List.of(), telling.block(now));
        } else if (!lastLine.equals(Instant.MIN) && !now.isBefore(lastLine.plus(SILENCE))) {
            lastLine = now;
            output.show(List.of(Words.line("wait", telling.waiting(now))), List.of());
        }
    }

    /** Says what was kept back, and takes the block away. */
    synchronized void end() {
        output.show(telling.rest(), List.of());
    }

    private record Lines(PrintWriter out) implements Output {
        @Override
        public void show(List<String> lines, List<String> block) {
            lines.forEach(out::println);
            out.flush();
        }

        @Override
        public boolean wantsHeartbeat() {
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
        public boolean wantsHeartbeat() {
            return false;
        }
    }
}
