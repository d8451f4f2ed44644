package dev.sluice.view;

import java.util.List;
import java.util.Optional;

/**
 * {@code sluice plan}.
 *
 * @param bytes of all files together
 * @param adoptions hosts whose live release is adopted first: it gets a marker, and the endpoint
 * @param opcache how PHP takes up the release, why so, and the room in its cache; hosts are named where they differ
 * @param notes what was put right in the artifact
 * @param notYet keys of the two files that have no effect yet
 */
public record PlanListing(
        String fleet,
        String release,
        String digest,
        int files,
        long bytes,
        List<Step> batches,
        List<String> adoptions,
        List<String> opcache,
        List<String> notes,
        List<String> notYet)
        implements Listing {
    public PlanListing {
        batches = List.copyOf(batches);
        adoptions = List.copyOf(adoptions);
        opcache = List.copyOf(opcache);
        notes = List.copyOf(notes);
        notYet = List.copyOf(notYet);
    }

    /** One batch. */
    public record Step(int number, long soakSeconds, List<Entry> hosts) {
        public Step {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * One host.
     *
     * @param from the text of the link; null when there is none
     * @param previous the release to go back to
     */
    public record Entry(String host, Optional<String> from, String to, Optional<String> previous) {}
}
