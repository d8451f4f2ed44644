package dev.sluice.readiness;

import dev.sluice.host.HttpAnswer;
import dev.sluice.plan.FleetName;
import dev.sluice.playbook.Opcache;
import dev.sluice.step.Examination;
import dev.sluice.step.HostFacts;
import java.time.Duration;
import java.util.Optional;

/**
 * All that was seen of one host at one visit.
 *
 * @param skew how far the host's clock is ahead of the coordinator's; negative when it is behind
 * @param expected what the playbook and the inventory expect of this host
 * @param unsigned what the web server answers to an unsigned {@code GET /_sluice.php}; empty when it was not asked or gave no answer
 * @param index what it answers to {@code GET /index.php}
 * @param back the release to go back to
 */
public record Visit(
        HostFacts facts,
        Examination around,
        Duration skew,
        Expected expected,
        EndpointSeen endpoint,
        Optional<HttpAnswer> unsigned,
        Optional<HttpAnswer> index,
        Optional<String> back) {

    /**
     * What the two files expect of this host.
     *
     * @param fleet inventory and site, as {@code prod/shop}
     * @param path of the site on the host
     * @param opcache how PHP is made to take up a release
     * @param kid of the key that signs requests to the endpoint; empty without one
     * @param fastcgi {@code web.fastcgi}
     * @param config what {@code endpoint.json} would be after a release; empty where that is not known
     * @param execs requests are made by a program on the host
     */
    public record Expected(
            FleetName fleet,
            String path,
            Opcache opcache,
            Optional<String> kid,
            Optional<String> fastcgi,
            String config,
            boolean execs) {}
}
