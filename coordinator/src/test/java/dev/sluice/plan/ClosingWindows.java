package dev.sluice.plan;

import dev.sluice.playbook.ReleaseWindow;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Windows that may close in the middle of a rollout. */
final class ClosingWindows {
    private ClosingWindows() {}

    /** Open for some minutes from {@link PlanDraft#AT} on, and then again every hour. */
    static ReleaseWindow byChance(Random random) {
        var hours = IntStream.range(0, 24)
                .mapToObj(hour -> new ReleaseWindow.Opening(
                        List.of(DayOfWeek.values()),
                        LocalTime.of(hour, 20),
                        LocalTime.of(hour, 20 + 10 + random.nextInt(20) % 4)))
                .toList();
        var closing = ReleaseWindow.Closing.values();
        return new ReleaseWindow(
                ZoneOffset.UTC,
                hours,
                List.of(),
                closing[random.nextInt(closing.length)],
                random.nextInt(3) == 0 ? ReleaseWindow.Fit.ON : ReleaseWindow.Fit.OFF);
    }
}
