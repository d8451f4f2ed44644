package dev.sluice.php;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.Purpose;
import dev.sluice.endpoint.RequestSigner;
import dev.sluice.engine.CodeRefresh;
import dev.sluice.engine.HostWork.Turn;
import dev.sluice.engine.Timekeeper;
import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.plan.ReleaseId;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Proof.Busy;
import dev.sluice.rollout.Evidence;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Refreshes and proves by the endpoint that the playbook gives each host. */
public final class EndpointCodeRefresh implements CodeRefresh {
    private static final String PATH = "/" + EndpointScript.NAME;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String inventory;
    private final String site;
    private final Opcache settings;
    private final SecretSource secrets;
    private final Supplier<String> nonces;
    private final Timekeeper time;
    private final ExecutorService threads;

    /**
     * @param nonces each 32 hexadecimal digits from a secure source, never twice; asked from several threads
     * @param threads run the questions of a proof side by side
     */
    public EndpointCodeRefresh(
            EndpointSite fleet,
            Opcache settings,
            SecretSource secrets,
            Supplier<String> nonces,
            Timekeeper time,
            ExecutorService threads) {
        this.inventory = fleet.inventory();
        this.site = fleet.site();
        this.settings = settings;
        this.secrets = secrets;
        this.nonces = nonces;
        this.time = time;
        this.threads = threads;
    }

    @Override
    public String served(Host host, HostHttp http) throws ProofException {
        var opcache = settings.of(host);
        if (!inRelease(opcache)) {
            return "";
        }
        try {
            var state = client(host, http, opcache).facts("");
            refuseWhatCannotWork(opcache, state);
            return state.release().file();
        } catch (EndpointException e) {
            throw failure("the endpoint cannot be asked", e);
        }
    }

    /** Found out before anything is switched: a cache that a reset does not empty. */
    private static void refuseWhatCannotWork(Opcache opcache, EndpointState facts) throws ProofException {
        var obstacles = ResetMethod.obstacles(facts);
        var reset = opcache.method() == Opcache.Method.RESET || automaticReset(opcache, facts);
        if (reset && !obstacles.isEmpty()) {
            throw new ProofException(
                    "a reset cannot make this host serve a release",
                    String.join("; ", obstacles),
                    "see opcache.method in the playbook");
        }
    }

    private static boolean automaticReset(Opcache opcache, EndpointState state) {
        return opcache.method() == Opcache.Method.AUTO
                && state.opcache().settings().enabled();
    }

    @Override
    public Evidence prove(Host host, HostHttp http, ReleaseId release, Turn turn) throws ProofException {
        var opcache = settings.of(host);
        try {
            if (opcache.endpoint() instanceof EndpointChoice.Own own) {
                var took = new OwnEndpointClient(http, own, secrets.resolve(own.header())).call();
                return new Evidence("own endpoint", 0, 0, took, Map.of("proof", "by the health checks"));
            }
            return inRelease(opcache)
                    ? prove(client(host, http, opcache), opcache, release, turn)
                    : new Evidence("none", 0, 0, Duration.ZERO, Map.of("proof", "the link names the release"));
        } catch (EndpointException e) {
            throw failure("it is not proved that PHP serves " + release, e);
        } catch (SecretException e) {
            throw new ProofException(
                    "a secret is missing", String.valueOf(e.getMessage()), "see opcache in the playbook");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProofException("the proof was interrupted", "the coordinator is being ended", "run it again");
        }
    }

    private Evidence prove(EndpointClient client, Opcache opcache, ReleaseId release, Turn turn)
            throws EndpointException, InterruptedException, ProofException {
        var switchedAt = time.now();
        var purpose = turn == Turn.BACK ? Purpose.REVERT : Purpose.RELEASE;
        var done = method(client, opcache, release).apply(release.value(), purpose);
        var order = new ProofOrder(release.value(), opcache.proof(), switchedAt, done);
        var outcome = new ReleaseProof(client, threads, time::pause, time::now).prove(order);
        if (outcome instanceof ProofOutcome.NotProved not) {
            throw new ProofException("it is not proved that PHP serves " + release, not.seen(), not.next());
        }
        return evidence(((ProofOutcome.Proved) outcome).evidence(), done);
    }

    private CacheMethod method(EndpointClient client, Opcache opcache, ReleaseId release)
            throws EndpointException, InterruptedException {
        var reset = opcache.method() == Opcache.Method.RESET
                || (opcache.method() == Opcache.Method.AUTO && automaticReset(opcache, ask(client, release)));
        return reset ? new ResetMethod(client, time::pause, time::now, patience(opcache)) : new NoMethod(client);
    }

    private EndpointState ask(EndpointClient client, ReleaseId release) throws EndpointException, InterruptedException {
        return new Polling(time::pause, time::now, LONGEST_WAIT)
                .until(time.now().plus(PATIENCE), () -> Optional.of(client.status(release.value())));
    }

    private static Duration patience(Opcache opcache) {
        var proof = opcache.proof();
        return proof.busy() == Busy.WAIT ? proof.busyFor() : proof.within();
    }

    private static Evidence evidence(ProofEvidence proof, MethodOutcome done) {
        return new Evidence(
                proof.method().name().toLowerCase(Locale.ROOT),
                proof.proved(),
                proof.seen(),
                proof.took().plus(done.took()),
                Map.of(
                        "answers", Integer.toString(proof.answers()),
                        "restarts before", Long.toString(proof.before().count()),
                        "restarts after", Long.toString(proof.after().count())));
    }

    private EndpointClient client(Host host, HostHttp http, Opcache opcache) throws ProofException {
        var at = new EndpointSite(inventory, site, host.name().value());
        return new EndpointClient(http, new RequestSigner(key(opcache)), at, PATH, nonces, time::now);
    }

    private EndpointKey key(Opcache opcache) throws ProofException {
        var reference = opcache.key()
                .orElseThrow(() -> new ProofException(
                        "no key signs requests to the endpoint", "opcache.key is missing", "sluice keygen makes one"));
        try {
            return EndpointKey.parse(secrets.resolve(reference).reveal());
        } catch (SecretException | IllegalArgumentException e) {
            throw new ProofException(
                    "the endpoint's key cannot be read", String.valueOf(e.getMessage()), "sluice keygen makes one");
        }
    }

    private static boolean inRelease(Opcache opcache) {
        return opcache.endpoint() instanceof EndpointChoice.Auto
                || opcache.endpoint() instanceof EndpointChoice.InRelease;
    }

    private static ProofException failure(String what, EndpointException e) {
        return new ProofException(what, String.valueOf(e.getMessage()), e.next());
    }
}
