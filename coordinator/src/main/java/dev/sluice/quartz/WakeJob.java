package dev.sluice.quartz;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Runs the action of an alarm. Quartz makes it, and therefore it is public. */
public final class WakeJob implements Job {
    static final String ACTION = "action";

    @Override
    public void execute(JobExecutionContext context) {
        if (context.getMergedJobDataMap().get(ACTION) instanceof Runnable action) {
            action.run();
        }
    }
}
