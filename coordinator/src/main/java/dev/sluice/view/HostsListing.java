package dev.sluice.view;

import dev.sluice.operation.FleetStatus.HostView;
import dev.sluice.plan.Restrictions.DisabledHost;
import java.util.List;
import java.util.Optional;

/**
 * {@code sluice hosts}.
 *
 * @param live whether the hosts were asked
 */
public record HostsListing(String fleet, boolean live, List<Entry> hosts) implements Listing {
    public HostsListing {
        hosts = List.copyOf(hosts);
    }

    /**
     * One host.
     *
     * @param recorded the text of the link by the record
     * @param current the text of the link on the host
     * @param served the release that PHP serves
     * @param lock the rollout, or the lock made by hand, that holds the host
     * @param releases how many are on the host, when it was asked
     * @param differs another tool or person changed the host, or PHP serves another release than the link names
     * @param disabled why it takes part in no rollout
     * @param outdated files that PHP may run otherwise than they are on disk, one line for each kind
     */
    public record Entry(
            String host,
            Optional<String> recorded,
            Optional<String> current,
            Optional<String> served,
            Optional<String> lock,
            Optional<Integer> releases,
            boolean differs,
            Optional<String> note,
            Optional<String> disabled,
            List<String> outdated) {
        public Entry {
            outdated = List.copyOf(outdated);
        }
    }

    public static HostsListing of(String fleet, Source source, List<HostView> views, List<DisabledHost> disabled) {
        return new HostsListing(
                fleet,
                source == Source.HOSTS,
                views.stream().map(view -> entry(view, disabled)).toList());
    }

    private static Entry entry(HostView view, List<DisabledHost> disabled) {
        return new Entry(
                view.host().value(),
                view.recorded(),
                view.shownLink(),
                view.knownServed(),
                view.lease(),
                view.releases(),
                view.differs(),
                view.note().or(() -> Optional.of(view.difference())).filter(note -> !note.isEmpty()),
                disabled.stream()
                        .filter(out -> out.host().equals(view.host()))
                        .map(DisabledHost::words)
                        .findFirst(),
                view.outdated());
    }

    /** Where the views come from. */
    public enum Source {
        RECORD,
        HOSTS
    }
}
