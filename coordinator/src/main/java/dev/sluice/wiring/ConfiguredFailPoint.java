package dev.sluice.wiring;

import dev.sluice.engine.FailPoint;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends this coordinator at one place, given by the system property {@code sluice.failpoint}: {@code PLACE[/TYPE]:N:ACTION}. For tests
 * only; without the property there is none.
 */
public final class ConfiguredFailPoint implements FailPoint {
    private static final String PROPERTY = "sluice.failpoint";
    private static final Pattern FORM = Pattern.compile(
            "(before-record|after-record|after-effect)(?:/([A-Za-z]+))?:([1-9][0-9]{0,6}):(halt|hang|exception)");
    /** What a shell reports of a process that SIGKILL ended. */
    private static final int KILLED = 137;

    private final Place place;
    private final Optional<String> type;
    private final AtomicInteger left;
    private final Action action;
    private final Consumer<String> log;

    private enum Action {
        HALT,
        HANG,
        EXCEPTION
    }

    private ConfiguredFailPoint(Matcher form, Consumer<String> log) {
        this.place = Place.valueOf(form.group(1).toUpperCase(Locale.ROOT).replace('-', '_'));
        this.type = Optional.ofNullable(form.group(2));
        this.left = new AtomicInteger(Integer.parseInt(form.group(3)));
        this.action = Action.valueOf(form.group(4).toUpperCase(Locale.ROOT));
        this.log = log;
    }

    /**
     * The one that this process was started with.
     *
     * @param log receives a line at once when a coordinator hangs
     */
    public static Optional<FailPoint> ofThisProcess(Consumer<String> log) throws RefusedException {
        var text = System.getProperty(PROPERTY);
        return text == null ? Optional.empty() : Optional.of(parse(text, log));
    }

    static FailPoint parse(String text, Consumer<String> log) throws RefusedException {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("-D" + PROPERTY + "=" + text + " is not PLACE[/TYPE]:N:ACTION"),
                    "such as after-record/HostSwitching:1:hang; places: before-record, after-record, after-effect;"
                            + " actions: halt, hang, exception; N counts from 1");
        }
        return new ConfiguredFailPoint(form, log);
    }

    @Override
    public void reached(Place here, String what, String host) {
        if (here != place || type.filter(only -> !only.equals(what)).isPresent() || left.decrementAndGet() != 0) {
            return;
        }
        var name = place.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + type.map(only -> "/" + only).orElse("");
        var line = "failpoint " + name + " reached: " + (what + " " + host).strip();
        switch (action) {
            case HALT -> Runtime.getRuntime().halt(KILLED);
            case HANG -> hang(line);
            case EXCEPTION -> throw new IllegalStateException(line);
        }
    }

    /** Until the process is killed: an interrupt does not end it. */
    private void hang(String line) {
        log.accept(line);
        while (true) {
            LockSupport.park(this);
            var unused = Thread.interrupted();
        }
    }
}
