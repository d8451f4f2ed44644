package dev.sluice.quartz;

import dev.sluice.schedule.Alarm;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;

/** Alarms on a thread of Quartz, one at a time. */
public final class QuartzAlarm implements Alarm {
    private final Scheduler scheduler;

    public QuartzAlarm() {
        try {
            this.scheduler = new StdSchedulerFactory(settings()).getScheduler();
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not start: " + e.getMessage(), e);
        }
    }

    private static Properties settings() {
        var settings = new Properties();
        // Schedulers of one name are one within a process.
        settings.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "sluice-" + UUID.randomUUID());
        settings.setProperty(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
        settings.setProperty(StdSchedulerFactory.PROP_JOB_STORE_CLASS, RAMJobStore.class.getName());
        settings.setProperty(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, SimpleThreadPool.class.getName());
        settings.setProperty("org.quartz.threadPool.threadCount", "1");
        settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        return settings;
    }

    @Override
    public void set(String name, Instant at, Runnable action) {
        var key = JobKey.jobKey(name);
        var data = new JobDataMap();
        data.put(WakeJob.ACTION, action);
        var job = JobBuilder.newJob(WakeJob.class)
                .withIdentity(key)
                .usingJobData(data)
                .build();
        var trigger = TriggerBuilder.newTrigger()
                .startAt(Date.from(at))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        try {
            scheduler.deleteJob(key);
            scheduler.scheduleJob(job, trigger);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz refuses an alarm at " + at + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(false);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not end: " + e.getMessage(), e);
        }
    }
}
