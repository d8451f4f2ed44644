package dev.sluice.wiring;

import dev.sluice.quartz.QuartzAlarm;
import dev.sluice.schedule.Alarm;

/** Alarms for a process that runs all the time; whoever opens them closes them. */
public final class Alarms {
    private Alarms() {}

    public static Alarm open() {
        return new QuartzAlarm();
    }
}
