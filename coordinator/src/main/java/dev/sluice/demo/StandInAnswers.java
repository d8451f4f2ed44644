package dev.sluice.demo;

import dev.sluice.endpoint.CacheWork;
import dev.sluice.endpoint.CachedScripts;
import dev.sluice.endpoint.EndpointAnswer;
import dev.sluice.endpoint.EndpointFacts;
import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.endpoint.EndpointRequest;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.EndpointState.Opcache;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.endpoint.OpcacheSettings;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.Purpose;
import dev.sluice.endpoint.ServedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the PHP file does with a signed request. It runs in one worker at a time, so that it needs no lock. */
final class StandInAnswers {
    private static final Pattern MARKER = Pattern.compile("^id=([A-Za-z0-9][A-Za-z0-9._-]{0,63})$", Pattern.MULTILINE);
    private static final String MARKER_FILE = ".sluice-release";
    private static final String STRANGE_NONCE = "0".repeat(32);
    private static final Duration RESET_INTERVAL = Duration.ofSeconds(10);
    private static final Duration CLOCK_ERROR = Duration.ofMinutes(5);
    private static final OpcacheSettings SETTINGS = new OpcacheSettings(true, true, false, 2, 180, false, false, false);
    private static final OpcacheMemory MEMORY =
            new OpcacheMemory(9_437_184, 124_780_544, 0, 3, 16_229, 0, 6_291_008, false);

    private final Set<String> nonces = new HashSet<>();
    private final Faults faults;
    private Instant lastReset = Instant.EPOCH;

    StandInAnswers(Faults faults) {
        this.faults = faults;
    }

    EndpointAnswer answer(EndpointRequest request, EndpointSite here, PhpPool.Script own, PhpRequest php) {
        var now = faults.strikes(Fault.CLOCK_AHEAD, request.body())
                ? Instant.now().plus(CLOCK_ERROR)
                : Instant.now();
        var nonce = faults.strikes(Fault.ENDPOINT_WRONG_NONCE, request.body()) ? STRANGE_NONCE : request.nonce();
        var refusal = refusal(request, here, now);
        if (!refusal.isEmpty()) {
            return new EndpointRefusal(nonce, request.op().wire(), now.getEpochSecond(), refusal, here);
        }
        if (request.op() == Operation.RESET) {
            lastReset = now;
        }
        var work = work(request, php);
        return new EndpointState(
                nonce,
                request.op(),
                now.getEpochSecond(),
                served(own, php),
                php.self(),
                new Opcache(SETTINGS, php.restarts(), MEMORY),
                request.op() == Operation.FACTS
                        ? Optional.of(new EndpointFacts(
                                "8.2.0", "link", 120, false, CachedScripts.NONE, 0, OutdatedScripts.NONE))
                        : Optional.empty(),
                work);
    }

    private static Optional<CacheWork> work(EndpointRequest request, PhpRequest php) {
        return switch (request.op()) {
            case FACTS, STATUS -> Optional.empty();
            case RESET -> {
                php.reset();
                yield Optional.empty();
            }
            case SWEEP -> {
                php.sweep();
                yield Optional.empty();
            }
            case EXAMINE -> Optional.of(new CacheWork(1, 0, "", false));
            case WARM -> Optional.of(new CacheWork(0, 0, "", false));
            case INVALIDATE -> Optional.of(new CacheWork(php.forgetOthers(request.release()), 0, "", false));
        };
    }

    /** Empty where the request is done; the order is the PHP file's. */
    private String refusal(EndpointRequest request, EndpointSite here, Instant now) {
        if (request.v() != EndpointRequest.VERSION) {
            return EndpointRefusal.VERSION;
        }
        if (!request.at().inventory().equals(here.inventory())) {
            return EndpointRefusal.WRONG_INVENTORY;
        }
        if (!request.at().site().equals(here.site())) {
            return EndpointRefusal.WRONG_SITE;
        }
        if (!request.at().host().equals(here.host())) {
            return EndpointRefusal.WRONG_HOST;
        }
        if (Math.abs(now.getEpochSecond() - request.ts()) > EndpointRequest.SKEW_SECONDS) {
            return EndpointRefusal.SKEW;
        }
        if (!nonces.add(request.nonce())) {
            return EndpointRefusal.REPLAYED;
        }
        return tooSoon(request, now) ? EndpointRefusal.TOO_SOON : "";
    }

    private boolean tooSoon(EndpointRequest request, Instant now) {
        return request.op() == Operation.RESET
                && request.purpose() != Purpose.REVERT
                && Duration.between(lastReset, now).compareTo(RESET_INTERVAL) < 0;
    }

    private static ServedRelease served(PhpPool.Script own, PhpRequest php) {
        return new ServedRelease(
                marked(own.release()),
                php.current().map(StandInAnswers::marked).orElse(""),
                php.script(MARKER_FILE).map(marker -> id(marker.text())).orElse(""));
    }

    /** The id in a release's marker, read each time; empty where it has none. */
    private static String marked(Path release) {
        try {
            return id(Files.readString(release.resolve(MARKER_FILE)));
        } catch (IOException missing) {
            return "";
        }
    }

    private static String id(String marker) {
        var found = MARKER.matcher(marker);
        return found.find() ? found.group(1) : "";
    }
}
