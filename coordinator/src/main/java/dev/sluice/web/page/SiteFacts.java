package dev.sluice.web.page;

import dev.sluice.document.Problem;
import dev.sluice.engine.FleetHistory;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.ExpectedArtifact;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.Restrictions;
import dev.sluice.playbook.Playbook;
import dev.sluice.schedule.ScheduleRows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a site when a page is made: everything that the screens show.
 *
 * @param open the rollout that is not finished
 * @param live what the hosts answered last; empty where none were asked
 */
public record SiteFacts(
        Named site, Recorded recorded, Optional<SeenRollout> open, Optional<LiveAnswer> live, Instant now) {

    /**
     * What the files name, as far as they could be used.
     *
     * @param hosts the targets of the playbook
     * @param problems what is wrong with the files as they are now
     */
    public record Named(FleetName fleet, List<HostName> hosts, Optional<Playbook> playbook, List<Problem> problems) {
        public Named {
            hosts = List.copyOf(hosts);
            problems = List.copyOf(problems);
        }
    }

    /**
     * What this machine has recorded.
     *
     * @param traces of hosts, as far as the newest rollouts have them
     * @param artifacts what the next start of a schedule would find, by its name
     * @param troubles records that cannot be read, a sentence each
     */
    public record Recorded(
            FleetHistory history,
            Map<HostName, HostTrace> traces,
            ScheduleRows rows,
            Restrictions restrictions,
            Map<String, ExpectedArtifact> artifacts,
            List<String> troubles) {
        public Recorded {
            traces = Map.copyOf(traces);
            artifacts = Map.copyOf(artifacts);
            troubles = List.copyOf(troubles);
        }
    }

    Moments moments() {
        return new Moments(site.playbook().map(Playbook::zone).orElse(ZoneOffset.UTC), now);
    }

    Optional<Restrictions.Freeze> freeze() {
        return recorded.restrictions().freezeAt(now);
    }

    /** Something may be started: the files have no errors, and nothing is open or frozen. */
    boolean mayStart() {
        return site.problems().isEmpty() && site.playbook().isPresent() && open.isEmpty() && freeze().isEmpty();
    }
}
