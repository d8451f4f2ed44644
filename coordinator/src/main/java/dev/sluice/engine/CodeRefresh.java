package dev.sluice.engine;

import dev.sluice.engine.HostWork.Turn;
import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.plan.ReleaseId;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Failure;

/** Port: makes PHP drop the old code, and proves which release it serves. */
public interface CodeRefresh {
    /**
     * Asks which release is served and changes nothing.
     *
     * @return the release, or empty where the host has no endpoint to ask
     * @throws ProofException when the endpoint is there but does not answer as it should
     */
    String served(Host host, HostHttp http) throws ProofException;

    /**
     * Drops what PHP remembers of the old code, by the method that the playbook gives the host, and returns when no worker asked answers
     * with anything but the release.
     */
    Evidence prove(Host host, HostHttp http, ReleaseId release, Turn turn) throws ProofException;

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

        Failure failure(String step) {
            return new Failure(Failure.Kind.PROOF, step, String.valueOf(getMessage()), why, next);
        }
    }
}
