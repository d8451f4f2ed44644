package dev.sluice.opcache;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.EndpointFacts;
import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.Purpose;
import dev.sluice.host.HostHttp;
import dev.sluice.host.Sessions;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.opcache.CodeRefresh.ProofException.Seen;
import dev.sluice.opcache.EndpointClients.Reached;
import dev.sluice.opcache.RefreshAndProve.Refreshed;
import dev.sluice.plan.ReleaseId;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Playbook;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** Refreshes and proves by the endpoint that the playbook sets for each host. */
public final class EndpointCodeRefresh implements CodeRefresh {
    /** Names in a message. */
    private static final int SHOWN = 5;

    private final Playbook playbook;
    private final EndpointClients clients;
    private final SecretSource secrets;
    private final EndpointKeys keys;
    private final Sessions sessions;
    private final Timekeeper time;
    private final ExecutorService threads;

    /** From before the switch to the proof after it. A coordinator that takes over in between chooses again. */
    private final Map<HostName, Preparation> prepared = new ConcurrentHashMap<>();

    /**
     * @param sessions for the command that reloads PHP
     * @param threads run the requests of a proof in parallel
     */
    public EndpointCodeRefresh(
            EndpointClients clients,
            Playbook playbook,
            SecretSource secrets,
            Sessions sessions,
            Timekeeper time,
            ExecutorService threads) {
        this.playbook = playbook;
        this.clients = clients;
        this.secrets = secrets;
        this.keys = new EndpointKeys(secrets);
        this.sessions = sessions;
        this.time = time;
        this.threads = threads;
    }

    @Override
    public Served served(Host host, HostHttp http) throws ProofException {
        var opcache = playbook.opcache().of(host);
        if (!opcache.endpoint().standsInRelease()) {
            return Served.NOTHING;
        }
        try {
            var endpoint = reach(host, http, opcache);
            var state = endpoint.client().facts("");
            var choice = MethodChoice.of(opcache, state);
            refuse(choice);
            if (choice.method() == Opcache.Method.RELOAD
                    && playbook.tasks().beforeSwitch().isEmpty()) {
                new ReloadCheck(host, sessions).refuse(state);
            }
            return new Served(state.release().file(), described(choice, state, endpoint.route()), outdated(state));
        } catch (EndpointException e) {
            throw failure("the endpoint cannot be called", e);
        }
    }

    private Reached reach(Host host, HostHttp http, Opcache opcache) throws EndpointException, ProofException {
        return clients.of(host, http, opcache, keys.of(opcache));
    }

    /** Right after a switch workers may resolve the endpoint to its old path: that passes. */
    private Reached reachSwitched(Host host, HostHttp http, Opcache opcache, ProofTime bound)
            throws EndpointException, InterruptedException, ProofException {
        var key = keys.of(opcache);
        return new Polling(time, bound).answer(() -> clients.of(host, http, opcache, key, bound));
    }

    private String described(MethodChoice choice, EndpointState state, EndpointRoute route) {
        var room = state.opcache().settings().visible() ? ", " + CacheRoom.of(state) : "";
        var asked = route == EndpointRoute.WEB_SERVER ? "" : "; asked " + route;
        return word(choice.method()) + room + " (" + choice.why() + choice.forVisitors(playbook.tasks()) + asked + ")";
    }

    /** Refused before anything is switched: a cache that the method does not reach. */
    private static void refuse(MethodChoice choice) throws ProofException {
        if (!choice.obstacles().isEmpty()) {
            throw new ProofException(
                    "the method " + word(choice.method()) + " cannot make this host serve a release",
                    choice.obstacles().stream().map(Obstacle::toString).collect(Collectors.joining("; ")),
                    "see opcache.method in the playbook");
        }
    }

    @Override
    public void warm(Host host, HostHttp http, ReleaseId release, Direction direction) throws ProofException {
        var opcache = playbook.opcache().of(host);
        prepared.remove(host.name());
        if (!opcache.endpoint().standsInRelease()) {
            return;
        }
        try {
            var client = reach(host, http, opcache).client();
            prepared.put(host.name(), Preparation.of(release.value(), opcache, client, direction, time));
        } catch (EndpointException e) {
            throw failure("nothing was compiled before the switch", e);
        } catch (InterruptedException e) {
            throw interrupted("the preparation");
        }
    }

    @Override
    public void refuseUnreadable(Host host, HostHttp http, ReleaseId release) throws ProofException {
        var opcache = playbook.opcache().of(host);
        if (!opcache.endpoint().standsInRelease()) {
            return;
        }
        try {
            var work = reach(host, http, opcache).client().examine(release.value());
            if (work.failed() > 0) {
                throw unreadable(release, work.failed() + " scripts that visitors use now: " + names(work.names()));
            }
        } catch (EndpointException e) {
            if (e.kind() == EndpointException.Kind.NO_RELEASE) {
                throw unreadable(release, "PHP does not find it");
            }
            // Whatever else is wrong with the endpoint shows up in the proof; one of an older Sluice does not know the
            // question.
        }
    }

    private static String names(List<String> names) {
        return names.stream().limit(SHOWN).map(Excerpt::of).collect(Collectors.joining(", "));
    }

    private static ProofException unreadable(ReleaseId release, String seen) {
        return new ProofException(
                "PHP cannot read the release " + release,
                seen,
                "give PHP's user access: release.permissions (umask, group) in the playbook, tasks that create files, and"
                        + " open_basedir in PHP's configuration");
    }

    @Override
    public void forgetOthers(Host host, HostHttp http, ReleaseId live) {
        var opcache = playbook.opcache().of(host);
        if (!opcache.endpoint().standsInRelease()) {
            return;
        }
        try {
            reach(host, http, opcache).client().invalidate(live.value(), Purpose.RELEASE);
        } catch (EndpointException | ProofException remembered) {
            return; // as documented at the port
        }
    }

    @Override
    public Evidence prove(Host host, HostHttp http, ReleaseId release, Direction direction) throws ProofException {
        var opcache = playbook.opcache().of(host);
        var bound = RefreshAndProve.time(opcache.proof(), purpose(direction), time);
        try {
            if (opcache.endpoint() instanceof EndpointChoice.Own own) {
                var bounded = new BoundedHttp(http, bound);
                var took = new OwnEndpointClient(bounded, own, secrets.resolve(own.header())).call();
                return new Evidence("own endpoint", 0, 0, took, Map.of("proof", "by the health checks"));
            }
            return opcache.endpoint().standsInRelease()
                    ? prove(host, reachSwitched(host, http, opcache, bound), release, direction, bound)
                    : new Evidence("none", 0, 0, Duration.ZERO, Map.of("proof", "the link names the release"));
        } catch (EndpointException e) {
            throw failure("it is not proved that PHP serves " + release, bound.overText(), e);
        } catch (SecretException e) {
            throw new ProofException(
                    "a secret is missing", String.valueOf(e.getMessage()), "see opcache in the playbook");
        } catch (InterruptedException e) {
            throw interrupted("the proof");
        }
    }

    private Evidence prove(Host host, Reached endpoint, ReleaseId release, Direction direction, ProofTime bound)
            throws EndpointException, InterruptedException, ProofException {
        var opcache = playbook.opcache().of(host);
        var started = time.elapsed();
        var client = endpoint.client();
        var preparation = prepared(host, client, release, direction, bound);
        refuse(preparation.choice());
        var command = new ReloadCommand(host, opcache.reload().orElse("false"), sessions);
        var refreshed = new RefreshAndProve(client, bound, purpose(direction), command, time, threads)
                .refresh(release.value(), preparation.choice().method());
        if (direction == Direction.NOWHERE) {
            refuseOutdated(new Polling(time, bound).answer(() -> client.facts(release.value())));
        }
        return evidence(preparation, refreshed, endpoint.route(), time.elapsed().minus(started));
    }

    private static OutdatedScripts outdated(EndpointState state) {
        return state.facts().map(EndpointFacts::outdated).orElse(OutdatedScripts.NONE);
    }

    private static void refuseOutdated(EndpointState state) throws ProofException {
        var changed = outdated(state).changed();
        if (changed.count() > 0) {
            throw new ProofException(
                    "PHP still has scripts as they were before they changed",
                    changed.count() + ": " + names(changed.names()),
                    "find out what writes them; when it has ended, run sluice refresh again");
        }
    }

    private static Purpose purpose(Direction direction) {
        return switch (direction) {
            case FORWARD -> Purpose.RELEASE;
            case BACK -> Purpose.REVERT;
            case NOWHERE -> Purpose.REFRESH;
        };
    }

    private Preparation prepared(
            Host host, EndpointClient client, ReleaseId release, Direction direction, ProofTime bound)
            throws EndpointException, InterruptedException {
        var before = Optional.ofNullable(prepared.remove(host.name()))
                .filter(known -> known.release().equals(release.value()));
        if (before.isPresent()) {
            return before.get();
        }
        var facts = new Polling(time, bound).answer(() -> client.facts(release.value()));
        return Preparation.late(release.value(), playbook.opcache().of(host), facts, direction);
    }

    private static Evidence evidence(Preparation preparation, Refreshed refreshed, EndpointRoute route, Duration took) {
        var proof = refreshed.evidence();
        var facts = new TreeMap<>(refreshed.done().facts());
        facts.put("answers", Integer.toString(proof.answers()));
        facts.put("restarts before", Long.toString(proof.before().count()));
        facts.put("restarts after", Long.toString(proof.after().count()));
        if (route != EndpointRoute.WEB_SERVER) {
            facts.put(Evidence.ASKED, route.toString());
        }
        facts.put("why this method", preparation.choice().why());
        if (preparation.choice().isPlannedRestart()) {
            facts.put(Evidence.PLANNED_RESTART, preparation.choice().why());
        }
        if (preparation.changed().count() > 0) {
            facts.putIfAbsent(
                    Evidence.CHANGED,
                    ScriptNames.of(
                            preparation.changed().names(), preparation.changed().count()));
        }
        facts.put("scripts compiled before", Integer.toString(preparation.compiled()));
        return new Evidence(word(proof.method()), proof.proved(), proof.seen(), took, facts);
    }

    private static String word(Opcache.Method method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    private static ProofException interrupted(String what) {
        Thread.currentThread().interrupt();
        return new ProofException(what + " was interrupted", "the coordinator is stopping", "run it again");
    }

    private static ProofException failure(String what, EndpointException e) {
        return failure(what, "", e);
    }

    private static ProofException failure(String what, String more, EndpointException e) {
        return new ProofException(
                what, e.getMessage() + more, e.next(), e.kind().notPassedOn() ? Seen.NOT_REACHED : Seen.OTHER);
    }
}
