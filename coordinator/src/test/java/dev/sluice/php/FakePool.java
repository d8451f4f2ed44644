package dev.sluice.php;

import dev.sluice.endpoint.EndpointAnswer;
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
import dev.sluice.endpoint.PoolWorker;
import dev.sluice.endpoint.RequestSigner;
import dev.sluice.endpoint.RequestVerifier;
import dev.sluice.endpoint.ServedRelease;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pool whose workers serve what their shared cache holds until a reset; requests go to its workers in turn. */
final class FakePool implements HostHttp {
    static final EndpointSite AT = new EndpointSite("prod", "shop", "web01.example.com");
    static final EndpointKey KEY = EndpointKey.generate(new SecureRandom());

    final FakeTime time = new FakeTime();
    final List<Operation> asked = new ArrayList<>();
    final Deque<HttpAnswer> instead = new ArrayDeque<>();
    final Set<Integer> busy = new HashSet<>();
    final List<String> served = new ArrayList<>();
    boolean told = true;
    boolean silent;
    int heldUpFor;
    int lostResets;
    int missingResets;
    int failedResets;
    int otherMasterEvery = Integer.MAX_VALUE;
    int forceRestartSeconds = 180;
    String onDisk = "old";
    private int next;
    private int nonce;
    private long lastRestart;
    private boolean pending;

    FakePool(int workers) {
        for (int i = 0; i < workers; i++) {
            served.add("old");
        }
    }

    EndpointClient client() {
        return new EndpointClient(this, new RequestSigner(KEY), AT, "/_sluice.php", this::nonce, time);
    }

    private synchronized String nonce() {
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
        return new HttpAnswer(200, Map.of(), answer, Duration.ZERO);
    }

    private EndpointAnswer answer(EndpointRequest request) {
        if (!request.at().equals(AT)) {
            return new EndpointRefusal(request.nonce(), request.op().wire(), 0, EndpointRefusal.WRONG_HOST, AT);
        }
        if (request.op() == Operation.RESET) {
            pending = true;
        } else if (pending && heldUpFor-- <= 0) {
            restart();
        }
        var worker = idleWorker();
        return new EndpointState(
                request.nonce(),
                request.op(),
                request.ts(),
                new ServedRelease(served.get(worker), served.get(worker), served.get(worker)),
                new EndpointWorker(pid(worker), 7, master(), "fpm-fcgi", false, "www", told ? workers() : List.of()),
                opcache(),
                Optional.empty());
    }

    private void restart() {
        pending = false;
        lastRestart++;
        served.replaceAll(stale -> onDisk);
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
            workers.add(new PoolWorker(pid(i), 7, Optional.empty()));
        }
        return workers;
    }

    private EndpointState.Opcache opcache() {
        return new EndpointState.Opcache(
                new OpcacheSettings(true, true, false, 2, forceRestartSeconds, false, false, false),
                new OpcacheRestarts(1, lastRestart, pending, false, lastRestart, 0, 0),
                new OpcacheMemory(1, 1, 0, 1, 1, 1, 1, false));
    }

    @Override
    public void close() {
        silent = true;
    }
}
