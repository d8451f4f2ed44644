package dev.sluice.view;

import dev.sluice.engine.RecordedRollout;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.FleetStatus.HostView;
import dev.sluice.operation.PendingRollout;
import dev.sluice.rollout.HoldDeadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code sluice status}.
 *
 * @param head SHA-256 of the journal's last record
 * @param trouble what a person should know first
 * @param startedAt ISO-8601, UTC
 * @param process the process of this machine that runs it; null where none does
 * @param soakUntil the end of the soak that lasts; null where none does
 * @param hold when it ends by itself, while the rollout is held
 */
public record StatusListing(
        String fleet,
        String rollout,
        String purpose,
        String release,
        String phase,
        Optional<String> outcome,
        Optional<String> trouble,
        Optional<Hold> hold,
        String head,
        String startedAt,
        String actor,
        Optional<String> process,
        Optional<String> soakUntil,
        List<String> notes,
        List<LeftOutHost> leftOut,
        List<Entry> hosts)
        implements Listing {
    public StatusListing {
        notes = List.copyOf(notes);
        leftOut = List.copyOf(leftOut);
        hosts = List.copyOf(hosts);
    }

    /**
     * One host.
     *
     * @param previous the release to go back to
     * @param current the text of the link, when the hosts were asked
     * @param served the release that PHP serves, when the hosts were asked
     */
    public record Entry(
            String host,
            int batch,
            String phase,
            Optional<String> previous,
            String release,
            Optional<String> current,
            Optional<String> served,
            boolean differs) {}

    /**
     * The end of a hold.
     *
     * @param until ISO-8601, UTC
     * @param then what happens if no one promotes the rollout before: revert, promote or wait
     */
    public record Hold(String until, String then) {
        static Hold of(HoldDeadline deadline) {
            return new Hold(deadline.at().toString(), EnumWord.of(deadline.then()));
        }
    }

    public static StatusListing of(PendingRollout pending, List<HostView> views) {
        var record = pending.record();
        var state = record.state();
        var plan = record.plan();
        Map<HostName, HostView> live = HostView.byHost(views);
        var hosts = plan.batches().stream()
                .flatMap(batch -> batch.hosts().stream()
                        .map(host -> entry(record, batch.number(), host, Optional.ofNullable(live.get(host)))))
                .toList();
        return new StatusListing(
                plan.fleet(),
                plan.id().value(),
                EnumWord.of(plan.purpose()),
                plan.release().id().value(),
                EnumWord.of(state.phase()),
                state.outcome().map(EnumWord::of),
                state.trouble(),
                state.hold().map(Hold::of),
                record.head(),
                plan.createdAt().toString(),
                plan.actor(),
                pending.process(),
                pending.soak().map(soak -> soak.until().toString()),
                record.notes(),
                plan.leftOut().stream().map(LeftOutHost::of).toList(),
                hosts);
    }

    private static Entry entry(RecordedRollout record, int batch, HostName host, Optional<HostView> view) {
        var step = record.plan().host(host);
        return new Entry(
                host.value(),
                batch,
                EnumWord.of(record.state().host(host).phase()),
                step.previous().map(id -> id.value()),
                step.to().value(),
                view.flatMap(HostView::shownLink),
                view.flatMap(HostView::knownServed),
                view.filter(HostView::differs).isPresent());
    }
}
