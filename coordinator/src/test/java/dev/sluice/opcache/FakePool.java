package dev.sluice.opcache;

import dev.sluice.endpoint.CacheWork;
import dev.sluice.endpoint.CachedScripts;
import dev.sluice.endpoint.EndpointAnswer;
import dev.sluice.endpoint.EndpointFacts;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.endpoint.EndpointRequest;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.EndpointWorker;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.endpoint.OpcacheSettings;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.PoolWorker;
import dev.sluice.endpoint.Purpose;
import dev.sluice.endpoint.RequestSigner;
import dev.sluice.endpoint.RequestVerifier;
import dev.sluice.endpoint.ServedRelease;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.SshSettings;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pool whose workers serve what their shared cache holds until a reset; requests go to its workers in turn. */
final class FakePool implements HostHttp {
    static final EndpointSite AT = new EndpointSite("prod", "shop", "web01.example.com");
    static final OpcacheSettings SETTINGS = new OpcacheSettings(true, true, false, 2, 180, false, false, false);
    static final EndpointKey KEY = EndpointKey.generate(new SecureRandom());

    final FakeTime time = new FakeTime();
    final List<Operation> asked = new ArrayList<>();
    final Deque<HttpAnswer> instead = new ArrayDeque<>();

    /** What it refuses, with which error. */
    final Map<Operation, String> refused = new EnumMap<>(Operation.class);

    final Set<Integer> busy = new HashSet<>();
    final List<String> served = new ArrayList<>();

    /** Where {@code current} leads, as each worker remembers it. */
    final List<String> remembered = new ArrayList<>();

    /** By worker, what it answers where its three names of the release differ. */
    final Map<Integer, ServedRelease> names = new HashMap<>();

    final Deque<CacheWork> works = new ArrayDeque<>();
    final List<String> warmedAfter = new ArrayList<>();
    OpcacheSettings settings = SETTINGS;
    OutdatedScripts outdated = OutdatedScripts.NONE;
    OpcacheMemory memory = new OpcacheMemory(10, 90, 0, 10, 100, 1, 9, false);
    boolean told = true;
    boolean silent;
    int heldUpFor;
    int tooMany;
    int broughtBack;
    int lostResets;
    int lostMarkings;
    int missingResets;

    /** Scripts that were not as on disk, for the next marking. */
    int changed;

    /** Scripts that no marking drops. */
    int stays;

    int failedResets;

    /** So many resets are refused although none is pending. */
    int refusedResets;

    /** So many resets are accepted and never happen. */
    int forgottenResets;

    /** Distinguishes processes of one number. */
    long workersStarted = 7;

    /** What requests asked for were for. */
    final Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);

    int otherMasterEvery = Integer.MAX_VALUE;
    long started = 1;
    String onDisk = "old";
    private int next;
    private int nonce;
    private long lastRestart;
    private boolean pending;
    private boolean dropped;

    FakePool(int workers) {
        for (int i = 0; i < workers; i++) {
            served.add("old");
            remembered.add("old");
        }
    }

    /** The host that it answers for. */
    static Host host(Optional<String> fastcgi) {
        var ssh = new SshSettings("deploy", 22, Optional.empty(), Optional.empty(), "/dev/null", Optional.empty());
        var web = new WebSettings("http://127.0.0.1", Optional.empty(), Map.of(), fastcgi, Via.SSH);
        var name = new HostName(AT.host());
        return new Host(name, "127.0.0.1", List.of("web"), Map.of(), "/srv/shop", ssh, web);
    }

    EndpointClient client() {
        return new EndpointClient(this, new RequestSigner(KEY), AT, "/_sluice.php", this::nonce, time::now);
    }

    synchronized String nonce() {
        return String.format("%032x", nonce++);
    }

    /** The link now leads elsewhere; the workers do not know yet. */
    void switchTo(String release) {
        onDisk = release;
    }

    long resets() {
        return asked.stream().filter(Operation.RESET::equals).count();
    }

    @Override
    public synchronized HttpAnswer send(HttpCall call) throws HostHttpException {
        time.pass(Duration.ofMillis(1));
        var request = new RequestVerifier(List.of(KEY.publicKey()))
                .verify(call.method(), call.path(), call.body(), call.headers().getOrDefault("Authorization", ""))
                .orElseThrow(() -> new AssertionError("not signed: " + call));
        asked.add(request.op());
        purposes.add(request.purpose());
        if (silent) {
            throw new HostHttpException("timeout");
        }
        if (!instead.isEmpty()) {
            return instead.remove();
        }
        if (request.op() == Operation.RESET && missingResets-- > 0) {
            return new HttpAnswer(404, Map.of(), "Not Found", Duration.ZERO);
        }
        if (request.op() == Operation.RESET && failedResets-- > 0) {
            return new HttpAnswer(500, Map.of(), "PHP Fatal error", Duration.ZERO);
        }
        var answer = answer(request).json();
        if (request.op() == Operation.RESET && lostResets-- > 0) {
            throw new HostHttpException("connection reset");
        }
        if (request.op() == Operation.INVALIDATE && lostMarkings-- > 0) {
            throw new HostHttpException("connection reset");
        }
        return new HttpAnswer(200, Map.of(), answer, Duration.ZERO);
    }

    private EndpointAnswer answer(EndpointRequest request) {
        if (!request.at().equals(AT)) {
            return new EndpointRefusal(request.nonce(), request.op().wire(), 0, EndpointRefusal.WRONG_HOST, AT);
        }
        var error = refused.get(request.op());
        if (error != null) {
            return new EndpointRefusal(request.nonce(), request.op().wire(), 0, error, AT);
        }
        if (request.op() == Operation.RESET && (pending || refusedResets-- > 0)) {
            return new EndpointRefusal(request.nonce(), request.op().wire(), 0, EndpointRefusal.RESET_REFUSED, AT);
        }
        if (tooMany-- > 0) {
            return new EndpointRefusal(request.nonce(), request.op().wire(), 0, EndpointRefusal.BUSY, AT);
        }
        if (request.op() == Operation.RESET) {
            pending = forgottenResets-- <= 0;
        } else if (pending && heldUpFor-- <= 0) {
            restart();
        }
        var worker = idleWorker();
        if (request.op() == Operation.SWEEP) {
            remembered.set(worker, onDisk);
        }
        compileAnew(worker);
        var work = work(request);
        return new EndpointState(
                request.nonce(),
                request.op(),
                request.ts(),
                names.getOrDefault(
                        worker, new ServedRelease(served.get(worker), served.get(worker), served.get(worker))),
                new EndpointWorker(
                        pid(worker), workersStarted, master(), "fpm-fcgi", false, "www", told ? workers() : List.of()),
                opcache(),
                request.op() == Operation.FACTS
                        ? Optional.of(new EndpointFacts("8.2", "link", 120, false, CachedScripts.NONE, 0, outdated))
                        : Optional.empty(),
                work);
    }

    /** Marked scripts are compiled by the worker that is asked first, by the path that it remembers, and then served by all. */
    private void compileAnew(int worker) {
        if (dropped) {
            dropped = false;
            served.replaceAll(marked -> remembered.get(worker));
        }
    }

    private Optional<CacheWork> work(EndpointRequest request) {
        if (request.op() == Operation.WARM) {
            warmedAfter.add(request.after());
            return Optional.ofNullable(works.poll());
        }
        if (request.op() == Operation.EXAMINE) {
            return Optional.ofNullable(works.poll());
        }
        if (request.op() == Operation.INVALIDATE) {
            var old = new HashSet<>(served);
            old.remove(onDisk);
            dropped = !old.isEmpty();
            var names = changed == 0 && stays == 0 ? List.<String>of() : List.of("shared/conf.php");
            var work = new CacheWork(old.isEmpty() ? 0 : 3, stays, "", false, changed, names);
            changed = 0;
            return Optional.of(work);
        }
        return Optional.empty();
    }

    /** Another cache is there: nothing of the old one is pending. */
    void endRestart() {
        pending = false;
    }

    private void restart() {
        pending = false;
        lastRestart++;
        served.replaceAll(stale -> onDisk);
        remembered.replaceAll(stale -> onDisk);
    }

    private int idleWorker() {
        do {
            next = (next + 1) % served.size();
        } while (busy.contains(pid(next)));
        return next;
    }

    private int master() {
        return asked.size() % otherMasterEvery == otherMasterEvery - 1 ? 2 : 1;
    }

    static int pid(int worker) {
        return 100 + worker;
    }

    private List<PoolWorker> workers() {
        var workers = new ArrayList<PoolWorker>();
        for (int i = 0; i < served.size(); i++) {
            workers.add(new PoolWorker(pid(i), workersStarted, Optional.empty()));
        }
        return workers;
    }

    private EndpointState.Opcache opcache() {
        return new EndpointState.Opcache(
                settings, new OpcacheRestarts(started, lastRestart, pending, false, lastRestart, 0, 0), memory);
    }

    @Override
    public void close() {
        silent = true;
    }
}
