package dev.sluice.php;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.Purpose;
import dev.sluice.engine.CodeRefresh;
import dev.sluice.engine.HostWork.Turn;
import dev.sluice.engine.Sessions;
import dev.sluice.engine.Timekeeper;
import dev.sluice.host.HostHttp;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.php.HostPhp.Refreshed;
import dev.sluice.plan.ReleaseId;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Playbook;
import dev.sluice.refresh.CacheRoom;
import dev.sluice.refresh.MethodChoice;
import dev.sluice.refresh.Obstacle;
import dev.sluice.rollout.Evidence;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Refreshes and proves by the endpoint that the playbook gives each host. */
public final class EndpointCodeRefresh implements CodeRefresh {
    private final Playbook playbook;
    private final EndpointClients clients;
    private final SecretSource secrets;
    private final Sessions sessions;
    private final Timekeeper time;
    private final ExecutorService threads;

    /** From before the switch to the proof after it. A coordinator that takes over in between chooses anew. */
    private final Map<HostName, Preparation> prepared = new ConcurrentHashMap<>();

    /**
     * @param nonces each 32 hexadecimal digits from a secure source, never twice; asked from several threads
     * @param sessions for the command that reloads PHP
     * @param threads run the questions of a proof side by side
     */
    public EndpointCodeRefresh(
            EndpointSite fleet,
            Playbook playbook,
            SecretSource secrets,
            Supplier<String> nonces,
            Sessions sessions,
            Timekeeper time,
            ExecutorService threads) {
        this.playbook = playbook;
        this.clients = new EndpointClients(fleet, secrets, nonces, time::now);
        this.secrets = secrets;
        this.sessions = sessions;
        this.time = time;
        this.threads = threads;
    }

    @Override
    public Served served(Host host, HostHttp http) throws ProofException {
        var opcache = playbook.opcache().of(host);
        if (!inRelease(opcache)) {
            return new Served("", "");
        }
        try {
            var state = clients.of(host, http, opcache).facts("");
            var choice = MethodChoice.of(opcache, state);
            refuse(choice);
            if (choice.method() == Opcache.Method.RELOAD
                    && playbook.tasks().beforeSwitch().isEmpty()) {
                new ReloadCheck(host, sessions).refuse(state);
            }
            var room = state.opcache().settings().visible() ? ", " + CacheRoom.of(state) : "";
            return new Served(state.release().file(), word(choice.method()) + room + " (" + choice.why() + ")");
        } catch (EndpointException e) {
            throw failure("the endpoint cannot be asked", e);
        }
    }

    /** Found out before anything is switched: a cache that the method does not reach. */
    private static void refuse(MethodChoice choice) throws ProofException {
        if (!choice.obstacles().isEmpty()) {
            throw new ProofException(
                    "the method " + word(choice.method()) + " cannot make this host serve a release",
                    choice.obstacles().stream().map(Obstacle::toString).collect(Collectors.joining("; ")),
                    "see opcache.method in the playbook");
        }
    }

    @Override
    public void warm(Host host, HostHttp http, ReleaseId release) throws ProofException {
        var opcache = playbook.opcache().of(host);
        prepared.remove(host.name());
        if (!inRelease(opcache)) {
            return;
        }
        try {
            prepared.put(
                    host.name(), Preparation.of(release.value(), opcache, clients.of(host, http, opcache), time::now));
        } catch (EndpointException e) {
            throw failure("nothing was compiled before the switch", e);
        }
    }

    @Override
    public void forgetOthers(Host host, HostHttp http, ReleaseId live) throws ProofException {
        var opcache = playbook.opcache().of(host);
        if (!inRelease(opcache)) {
            return;
        }
        try {
            clients.of(host, http, opcache).invalidate(live.value());
        } catch (EndpointException e) {
            throw failure("scripts of removed releases stay in OPcache", e);
        }
    }

    @Override
    public Evidence prove(Host host, HostHttp http, ReleaseId release, Turn turn) throws ProofException {
        var opcache = playbook.opcache().of(host);
        try {
            if (opcache.endpoint() instanceof EndpointChoice.Own own) {
                var took = new OwnEndpointClient(http, own, secrets.resolve(own.header())).call();
                return new Evidence("own endpoint", 0, 0, took, Map.of("proof", "by the health checks"));
            }
            return inRelease(opcache)
                    ? prove(host, clients.of(host, http, opcache), release, turn)
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

    private Evidence prove(Host host, EndpointClient client, ReleaseId release, Turn turn)
            throws EndpointException, InterruptedException, ProofException {
        var opcache = playbook.opcache().of(host);
        var started = time.now();
        var preparation = turn == Turn.BACK && opcache.method() == Opcache.Method.NONE
                ? new Preparation(release.value(), MethodChoice.wayBack(opcache, facts(client, release)), 0)
                : prepared(host, client, release);
        refuse(preparation.choice());
        var command = new ReloadCommand(host, opcache.reload().orElse("false"), sessions);
        var purpose = turn == Turn.BACK ? Purpose.REVERT : Purpose.RELEASE;
        var refreshed = new HostPhp(client, opcache.proof(), purpose, command, time, threads)
                .refresh(release.value(), preparation.choice().method());
        return evidence(preparation, refreshed, Duration.between(started, time.now()));
    }

    private Preparation prepared(Host host, EndpointClient client, ReleaseId release)
            throws EndpointException, InterruptedException {
        var before = Optional.ofNullable(prepared.remove(host.name()))
                .filter(known -> known.release().equals(release.value()));
        if (before.isPresent()) {
            return before.get();
        }
        var choice = MethodChoice.of(playbook.opcache().of(host), facts(client, release));
        return new Preparation(release.value(), choice, 0);
    }

    private EndpointState facts(EndpointClient client, ReleaseId release)
            throws EndpointException, InterruptedException {
        return new Polling(time::pause, time::now).answer(() -> client.facts(release.value()));
    }

    private static Evidence evidence(Preparation preparation, Refreshed refreshed, Duration took) {
        var proof = refreshed.evidence();
        var facts = new TreeMap<>(refreshed.done().facts());
        facts.put("answers", Integer.toString(proof.answers()));
        facts.put("restarts before", Long.toString(proof.before().count()));
        facts.put("restarts after", Long.toString(proof.after().count()));
        facts.put("why this method", preparation.choice().why());
        if (preparation.choice().isPlannedRestart()) {
            facts.put(Evidence.PLANNED_RESTART, preparation.choice().why());
        }
        facts.put("scripts compiled before", Integer.toString(preparation.compiled()));
        return new Evidence(word(proof.method()), proof.proved(), proof.seen(), took, facts);
    }

    private static String word(Opcache.Method method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    private static boolean inRelease(Opcache opcache) {
        return opcache.endpoint() instanceof EndpointChoice.Auto
                || opcache.endpoint() instanceof EndpointChoice.InRelease;
    }

    private static ProofException failure(String what, EndpointException e) {
        return new ProofException(what, String.valueOf(e.getMessage()), e.next());
    }
}
