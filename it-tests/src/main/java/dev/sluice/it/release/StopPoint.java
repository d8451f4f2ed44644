package dev.sluice.it.release;

import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A place at which a coordinator is killed.
 *
 * @param place {@code before-record}, {@code after-record} or {@code after-effect}
 * @param type of the record, or the name of the effect; empty for any
 * @param number of the time at which it is there, from 1
 */
public record StopPoint(String place, String type, int number) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What {@code -Dsluice.failpoint} has to say for it. */
    String option() {
        return "-Dsluice.failpoint=" + name() + ":" + number + ":hang";
    }

    private String name() {
        return type.isEmpty() ? place : place + "/" + type;
    }

    /**
     * Starts a command, waits until it stands at this place, and sends it SIGKILL.
     *
     * @return the place with the host, such as {@code before HostSwitching web02}
     * @throws IllegalStateException when it ended without coming there, or otherwise than by SIGKILL
     */
    public String kill(Operator operator, String... arguments) {
        var mark = "failpoint " + name() + " reached: ";
        try (var sluice = operator.withJvm(option()).start(arguments)) {
            Awaitility.await(mark)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> sluice.errSoFar().contains(mark) || !sluice.isRunning());
            sluice.kill();
            var ended = sluice.await();
            if (ended.exitCode() != 137 || !ended.err().contains(mark)) {
                throw new IllegalStateException("not killed at " + name() + " " + number + ": " + ended);
            }
            var what = ended.err().substring(ended.err().indexOf(mark) + mark.length());
            return place.substring(0, place.indexOf('-')) + " "
                    + what.lines().findFirst().orElse("");
        }
    }
}
