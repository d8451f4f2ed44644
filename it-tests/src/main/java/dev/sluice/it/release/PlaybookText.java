package dev.sluice.it.release;

import java.nio.file.Path;

/**
 * A playbook as a user would write it down.
 *
 * @param strategy lines of the section of this name
 * @param endpoint who is asked, and how
 * @param method how PHP takes up a release
 * @param proof settings of the section of this name
 * @param more lines at its end
 */
public record PlaybookText(String strategy, String release, String endpoint, String method, String proof, String more) {
    private static final String PATIENT = "workers: all, within: 1m, busy: wait, busy_for: 5m";

    /** A canary, then as many as availability allows; everything back when one host fails. */
    public static PlaybookText simple() {
        return new PlaybookText(
                "batches: [1, 75%], min_available: 25%, soak: 0s",
                "docroot: public", "in_release", "auto", PATIENT, "");
    }

    /** @param flow the strategy's settings, as in YAML's braces */
    public PlaybookText strategy(String flow) {
        return new PlaybookText(flow, release, endpoint, method, proof, more);
    }

    /** @param flow the release's settings, as in YAML's braces */
    public PlaybookText release(String flow) {
        return new PlaybookText(strategy, flow, endpoint, method, proof, more);
    }

    /** @param word {@code opcache.endpoint} */
    public PlaybookText endpoint(String word) {
        return new PlaybookText(strategy, release, word, method, proof, more);
    }

    /** @param word {@code opcache.method} */
    public PlaybookText method(String word) {
        return new PlaybookText(strategy, release, endpoint, word, proof, more);
    }

    /** @param command for method {@code reload}; without single quotes */
    public PlaybookText reload(String command) {
        return method("reload\n  reload: '" + command + "'");
    }

    /** @param flow {@code opcache.proof}, as in YAML's braces */
    public PlaybookText proof(String flow) {
        return new PlaybookText(strategy, release, endpoint, method, flow, more);
    }

    /** @param lines at the end, such as a section {@code tasks} */
    public PlaybookText more(String lines) {
        return new PlaybookText(strategy, release, endpoint, method, proof, lines);
    }

    /** The file.
     *
     * @param endpointKey where the private key is that signs requests to the endpoint
     */
    public String text(Path endpointKey) {
        return """
                playbook: 1
                name: shop
                targets: web
                release: { %s }
                strategy: { %s }
                opcache:
                  endpoint: %s
                  key: file:%s
                  method: %s
                  proof: { %s }
                health:
                  - { name: ready, http: /healthz, status: 200, json: { /status: ok } }
                  - { name: front page, http: /, status: 200, contains: "</html>" }
                probe: { every: 200ms, timeout: 30s, consecutive: 2, within: 2m }
                %s
                """.formatted(release, strategy, endpoint, endpointKey, method, proof, more);
    }
}
