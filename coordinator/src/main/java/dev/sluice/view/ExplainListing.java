package dev.sluice.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code sluice explain}.
 *
 * @param current the text of the link
 * @param live the release that it leads to
 * @param recorded the text of the link by the record
 * @param verdict why the host serves what it serves, in a sentence
 * @param remedy what to do, in a sentence
 * @param answers how many requests the endpoint answered
 * @param endpointError why it did not answer
 * @param headers of the site's own answer to {@code GET /}
 */
public record ExplainListing(
        String fleet,
        String host,
        String current,
        Optional<String> live,
        Optional<String> recorded,
        String verdict,
        String remedy,
        int answers,
        Optional<String> endpointError,
        List<Worker> workers,
        Optional<Cache> opcache,
        List<Pool> pools,
        List<Master> masters,
        Optional<Integer> status,
        Map<String, String> headers)
        implements Listing {
    public ExplainListing {
        workers = List.copyOf(workers);
        pools = List.copyOf(pools);
        masters = List.copyOf(masters);
        headers = Map.copyOf(headers);
    }

    /**
     * One worker that answered, as it said the last time.
     *
     * @param file the release that the endpoint's compiled file is part of
     * @param current the release that the link resolves to, in this worker's realpath cache
     * @param included the release of a file included through the link
     */
    public record Worker(int pid, String pool, String file, String current, String included) {}

    /** The cache that the workers share; bytes. */
    public record Cache(
            boolean enabled,
            boolean validateTimestamps,
            boolean restartPending,
            long restarts,
            long usedBytes,
            long freeBytes,
            long wastedBytes,
            long keys,
            long maxKeys) {}

    /** A pool of PHP-FPM as the process list shows it. */
    public record Pool(String name, String user, int workers) {}

    /** A master of PHP-FPM as the process list shows it. */
    public record Master(int pid, String config) {}
}
