package dev.sluice.opcache;

import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.plan.ReleaseId;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Failure;

/** Port: makes PHP drop the old code, and proves which release it serves. */
public interface CodeRefresh {
    /**
     * Asks which release is served, and how the next one would be taken up; changes nothing.
     *
     * @throws ProofException when the endpoint is there but does not answer as it should
     */
    Served served(Host host, HostHttp http) throws ProofException;

    /**
     * Gets PHP ready for a release that is about to be switched to. No visitor notices, and a switch is right without it.
     *
     * @throws ProofException when nothing was got ready
     */
    void warm(Host host, HostHttp http, ReleaseId release, Direction direction) throws ProofException;

    /**
     * Drops what PHP remembers of the old code, by the method that the playbook gives the host, and returns when no worker asked answers
     * with anything but the release.
     */
    Evidence prove(Host host, HostHttp http, ReleaseId release, Direction direction) throws ProofException;

    /**
     * What PHP serves.
     *
     * @param release empty where the host has no endpoint to ask
     * @param method how the next release would be taken up and why so, in words for people; empty as the release is
     */
    record Served(String release, String method) {}

    /**
     * Makes PHP forget the scripts of all other releases, before they are removed: it forgets only what it can still find. Where it
     * cannot be asked, or OPcache is off, they hold their memory until the cache restarts, and the next plan counts it.
     *
     * @param live proved to be served
     */
    void forgetOthers(Host host, HostHttp http, ReleaseId live);

    /** PHP does not serve what it should, or nobody can tell. */
    final class ProofException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;
        private final String next;

        /**
         * @param what what failed
         * @param why what was seen
         * @param next what a person can do
         */
        public ProofException(String what, String why, String next) {
            super(what);
            this.why = why;
            this.next = next;
        }

        /** What was seen. */
        public String why() {
            return why;
        }

        public Failure failure(String step) {
            return new Failure(Failure.Kind.PROOF, step, String.valueOf(getMessage()), why, next);
        }
    }
}
