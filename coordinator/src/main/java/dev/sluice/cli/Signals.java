package dev.sluice.cli;

import dev.sluice.engine.DaemonThreads;
import dev.sluice.view.ExitCode;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * What SIGINT, SIGTERM and SIGHUP do to a command that runs a rollout: the first one lets it come to order for as long as a build server waits
 * before it kills, the second one ends it at once. A shutdown hook could do neither: a second signal would wait for it.
 */
final class Signals {
    /** Jenkins sends SIGKILL five seconds after SIGTERM; the JVM takes some time to end. */
    private static final long PATIENCE_MILLIS = 3_200;

    private static final List<String> SIGNALS = List.of("HUP", "INT", "TERM");

    private final Stop stop;
    private final PrintWriter err;
    private final AtomicBoolean received = new AtomicBoolean();
    private final ScheduledExecutorService end =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("sluice-end"));

    private Signals(Stop stop, PrintWriter err) {
        this.stop = stop;
        this.err = err;
    }

    /** What a signal ends. */
    @FunctionalInterface
    interface Stop {
        /** Returns whether a rollout is running and has to stop first. */
        boolean by(String signal);
    }

    /** From now on, for the life of this process. */
    static void handle(Stop stop, PrintWriter err) {
        var signals = new Signals(stop, err);
        SIGNALS.forEach(signals::register);
    }

    /** The class is supported by every JDK, but not part of the platform's API, so that a compiler would warn. */
    private void register(String name) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler on = (proxy, method, arguments) -> {
                received("SIG" + name);
                return null;
            };
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, on));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Without it the JVM ends at once, which the record bears as well.
            LoggerFactory.getLogger(Signals.class).debug("SIG{} is left to the JVM", name, e);
        }
    }

    private void received(String signal) {
        int code = ExitCode.ofSignal(signal).number();
        if (received.getAndSet(true)) {
            Runtime.getRuntime().halt(code);
        }
        if (!stop.by(signal)) {
            end.execute(() -> System.exit(code));
            return;
        }
        err.println(signal + ": hosts that are being switched are finished; a second signal ends at once");
        err.flush();
        var unused = end.schedule(() -> outOfTime(code), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void outOfTime(int code) {
        err.println("ended in the middle of it: nothing is lost, see what is next: sluice status");
        err.flush();
        System.exit(code);
    }
}
