package dev.sluice.opcache;

import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.plan.ReleaseId;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Failure;

/** Port: makes PHP drop the old code, and proves which release it serves. */
public interface CodeRefresh {
    /**
     * Queries which release is served, and by which method the next one would be served; changes nothing.
     *
     * @throws ProofException when the endpoint exists but does not answer as it should
     */
    Served served(Host host, HostHttp http) throws ProofException;

    /**
     * Prepares PHP for a release that is about to be switched to. Visitors do not notice it, and a switch is correct without it.
     *
     * @throws ProofException when nothing was prepared
     */
    void warm(Host host, HostHttp http, ReleaseId release, Direction direction) throws ProofException;

    /**
     * Refuses a release that PHP cannot read. Only PHP can know: the host's permissions decide.
     *
     * @throws ProofException when PHP's user cannot read scripts of it that visitors use
     */
    void refuseUnreadable(Host host, HostHttp http, ReleaseId release) throws ProofException;

    /**
     * Drops what PHP remembers of the old code, by the method that the playbook sets for the host, and returns when every queried worker serves the
     * release.
     *
     * @param direction {@link Direction#NOWHERE} for a release that is live already, around which scripts changed
     */
    Evidence prove(Host host, HostHttp http, ReleaseId release, Direction direction) throws ProofException;

    /**
     * What PHP serves.
     *
     * @param release empty where the host has no endpoint
     * @param method how the next release would be served and why, for people; empty when the release is
     * @param outdated scripts that are not compiled as they are on disk
     */
    record Served(String release, String method, OutdatedScripts outdated) {
        static final Served NOTHING = new Served("", "", OutdatedScripts.NONE);
    }

    /**
     * Makes PHP forget the scripts of all other releases, before they are removed: it forgets only what it can still find. Where it cannot be called,
     * or OPcache is off, they keep their memory until the cache restarts, and the next plan counts it.
     *
     * @param live proved to be served
     */
    void forgetOthers(Host host, HostHttp http, ReleaseId live);

    /** PHP does not serve what it should, or that is unknown. */
    final class ProofException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;
        private final String next;
        private final Seen seen;

        /** Where the failure is. */
        public enum Seen {
            /** The web server, or the site, answered in the endpoint's place. */
            NOT_REACHED,
            OTHER
        }

        /**
         * @param what what failed
         * @param why what was observed
         * @param next what an operator can do
         */
        public ProofException(String what, String why, String next) {
            this(what, why, next, Seen.OTHER);
        }

        public ProofException(String what, String why, String next, Seen seen) {
            super(what);
            this.why = why;
            this.next = next;
            this.seen = seen;
        }

        public Seen seen() {
            return seen;
        }

        /** The same with more that was observed, and a better remedy. */
        public ProofException with(String more, String remedy) {
            return new ProofException(String.valueOf(getMessage()), why + "; " + more, remedy, seen);
        }

        /** What was observed. */
        public String why() {
            return why;
        }

        public Failure failure(String step) {
            return new Failure(Failure.Kind.PROOF, step, String.valueOf(getMessage()), why, next);
        }
    }
}
