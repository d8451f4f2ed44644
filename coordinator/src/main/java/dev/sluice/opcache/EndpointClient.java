package dev.sluice.opcache;

import dev.sluice.endpoint.CacheWork;
import dev.sluice.endpoint.EndpointRequest;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.Purpose;
import dev.sluice.endpoint.RequestSigner;
import dev.sluice.endpoint.SignedRequest;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.HttpCall.Connection;
import dev.sluice.opcache.EndpointException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** Calls the endpoint of one site on one host. Every request is sent once; a retry is the caller's decision. */
public final class EndpointClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HostHttp http;
    private final RequestSigner signer;
    private final EndpointSite at;
    private final String path;
    private final Supplier<String> nonces;
    private final InstantSource clock;

    /**
     * A client of one endpoint.
     *
     * @param path of the endpoint on the site, such as {@code /_sluice.php}
     * @param nonces each 32 hexadecimal digits from a secure source, never twice; called from several threads
     * @param clock the coordinator's
     */
    public EndpointClient(
            HostHttp http,
            RequestSigner signer,
            EndpointSite at,
            String path,
            Supplier<String> nonces,
            InstantSource clock) {
        this.http = http;
        this.signer = signer;
        this.at = at;
        this.path = path;
        this.nonces = nonces;
        this.clock = clock;
    }

    /** What one worker serves, and the facts that do not change. */
    public EndpointState facts(String release) throws EndpointException {
        return ask(Operation.FACTS, release, Purpose.RELEASE);
    }

    /** What one worker serves. */
    public EndpointState status(String release) throws EndpointException {
        return ask(Operation.STATUS, release, Purpose.RELEASE);
    }

    /** Requests one restart of the cache; the answer means only that PHP scheduled it. Never send it in a loop. */
    EndpointState reset(String release, Purpose purpose) throws EndpointException {
        return ask(Operation.RESET, release, purpose);
    }

    /**
     * Compiles scripts of a release that is not live, for a fifth of a second.
     *
     * @param after where the request before it stopped; empty for the first
     */
    CacheWork warm(String release, String after) throws EndpointException {
        return work(ask(Operation.WARM, release, Purpose.RELEASE, after));
    }

    /** Clears what one worker remembers of paths. */
    public EndpointState sweep(String release) throws EndpointException {
        return ask(Operation.SWEEP, release, Purpose.RELEASE);
    }

    /** Marks the cached scripts of all releases of the site but this one, which must be live, and of this one and the site those that changed. */
    public EndpointState invalidate(String release, Purpose purpose) throws EndpointException {
        return ask(Operation.INVALIDATE, release, purpose);
    }

    /** Whether PHP can read the scripts of a release that is not live. */
    CacheWork examine(String release) throws EndpointException {
        return work(ask(Operation.EXAMINE, release, Purpose.RELEASE));
    }

    static CacheWork work(EndpointState state) {
        return state.work().orElseGet(() -> new CacheWork(0, 0, "", false));
    }

    private EndpointState ask(Operation op, String release, Purpose purpose) throws EndpointException {
        return ask(op, release, purpose, "");
    }

    private EndpointState ask(Operation op, String release, Purpose purpose, String after) throws EndpointException {
        var now = clock.instant().getEpochSecond();
        var request = new EndpointRequest(EndpointRequest.VERSION, op, at, release, purpose, nonces.get(), now, after);
        return new AnswerReading(at, signer.kid(), path).read(request, send(signer.sign(path, request)));
    }

    /** Always on a connection of its own: the web server hands it to whichever worker is next. */
    private HttpAnswer send(SignedRequest signed) throws EndpointException {
        var headers = Map.of(
                "Content-Type",
                "application/json",
                SignedRequest.HEADER,
                signed.authorization(),
                SignedRequest.OWN_HEADER,
                signed.authorization());
        try {
            return http.send(new HttpCall("POST", path, headers, signed.body(), Connection.OWN, TIMEOUT));
        } catch (HostHttpException broken) {
            throw new EndpointException(
                    Kind.NO_ANSWER,
                    "the endpoint of " + at + " gave no answer: " + broken.getMessage(),
                    broken.next()
                            .orElse("check that the web server and PHP-FPM run on the host, and whether all workers are"
                                    + " busy"));
        }
    }
}
