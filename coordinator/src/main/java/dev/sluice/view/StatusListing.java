package dev.sluice.view;

import java.util.List;
import java.util.Optional;

/**
 * {@code sluice status}.
 *
 * @param head SHA-256 of the journal's last record
 * @param trouble what a person should know first
 */
public record StatusListing(
        String fleet,
        String rollout,
        String purpose,
        String release,
        String phase,
        Optional<String> outcome,
        Optional<String> trouble,
        String head,
        List<String> notes,
        List<Entry> hosts)
        implements Listing {
    public StatusListing {
        notes = List.copyOf(notes);
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
}
