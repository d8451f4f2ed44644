package dev.sluice.web.metrics;

import dev.sluice.daemon.ServedSite;
import dev.sluice.engine.JournalException;
import dev.sluice.host.Timekeeper;
import dev.sluice.operation.KnownRestrictions;
import dev.sluice.operation.Ports;
import dev.sluice.operation.Project;
import dev.sluice.plan.FleetName;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is shown of one site. Records that cannot be read are a person's matter, and leave out what is made of them. */
final class SiteMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(SiteMetrics.class);

    private final ServedSite site;
    private final Ports.Records records;
    private final Timekeeper time;
    private final RolloutMetrics rollouts;
    private final HostMetrics hosts;
    private final FailedNotifications failed;

    SiteMetrics(ServedSite site, Ports.Records records, Timekeeper time) {
        this.site = site;
        this.records = records;
        this.time = time;
        this.rollouts = new RolloutMetrics(records.store());
        this.hosts = new HostMetrics(records.store());
        this.failed = new FailedNotifications(records.outbox());
    }

    /** Nothing of a site whose files were not read yet. */
    void add(Samples samples) {
        if (!site.isRead()) {
            return;
        }
        var project = site.project();
        var fleet = project.map(Project::fleet).orElseGet(site::fleet);
        var to = samples.of(fleet);
        to.set(Metric.CONFIG, site.problems().isEmpty() ? 1 : 0);
        failed.add(fleet, to);
        read(to, () -> new ScheduleMetrics(records.schedules()).add(fleet, project, to));
        read(to, () -> addRollouts(fleet, project, to));
    }

    private void addRollouts(FleetName fleet, Optional<Project> project, Samples.OfSite to) throws JournalException {
        var history = records.store().history(fleet);
        rollouts.add(fleet, history, to);
        var now = time.now();
        var restrictions = new KnownRestrictions(records.restrictions(), fleet).read();
        to.set(Metric.FROZEN, restrictions.freezeAt(now).isPresent() ? 1 : 0);
        if (project.isPresent()) {
            hosts.add(project.get(), history, restrictions.disabledAt(now), to);
        }
    }

    @FunctionalInterface
    private interface Reading {
        void run() throws JournalException;
    }

    private static void read(Samples.OfSite to, Reading reading) {
        try {
            reading.run();
        } catch (JournalException e) {
            LOG.debug("records for metrics", e);
            to.set(Metric.NEEDS_PERSON, 1);
        } catch (RuntimeException e) {
            LOG.warn("records for metrics: this is a defect", e);
            to.set(Metric.NEEDS_PERSON, 1);
        }
    }
}
