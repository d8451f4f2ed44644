package dev.sluice.report;

import dev.sluice.engine.RolloutListener;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.io.PrintWriter;
import java.time.InstantSource;

/** A console that is also updated as time passes. */
public final class ConsoleReporter implements RolloutListener, AutoCloseable {
    private final Console console;
    private final Ticker ticker;

    private ConsoleReporter(Console console, Ticker ticker) {
        this.console = console;
        this.ticker = ticker;
    }

    /** For logs and pipelines; see {@link Console#lines}. */
    public static ConsoleReporter lines(
            RolloutPlan plan, PrintWriter out, Palette palette, Detail detail, InstantSource clock) {
        var console = Console.lines(plan, out, palette, detail);
        return new ConsoleReporter(console, Ticker.of(console, clock));
    }

    /** For the terminal that this process belongs to; see {@link Console#live}. */
    public static ConsoleReporter live(RolloutPlan plan, PrintWriter out, Palette palette, InstantSource clock) {
        var window = new Window();
        window.refresh();
        var console = Console.live(plan, out, palette, window);
        return new ConsoleReporter(console, Ticker.of(console, window, clock));
    }

    @Override
    public void uploading(HostName host, long sent, long total) {
        console.uploading(host, sent, total);
    }

    @Override
    public void on(long seq, RolloutEvent event, RolloutState state) {
        console.on(seq, event, state);
    }

    /** Prints the lines that were held back; nothing is drawn afterwards. */
    @Override
    public void close() {
        ticker.close();
        console.end();
    }
}
