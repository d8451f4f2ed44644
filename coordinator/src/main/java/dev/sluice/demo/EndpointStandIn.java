package dev.sluice.demo;

import dev.sluice.endpoint.EndpointRequest;
import dev.sluice.endpoint.EndpointTrust;
import dev.sluice.endpoint.RequestVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A fake of the PHP file {@code _sluice.php}: the endpoint exists where PHP would find that file in the release it serves, and answers requests
 * signed with a key of {@code .sluice/endpoint.json} only. Everything else is the site's own 404.
 */
final class EndpointStandIn {
    static final String PATH = "/_sluice.php";

    private static final String LOGIN_PAGE =
            "<!doctype html>\n<html><title>Sign in</title><form method=post></form></html>\n";

    private static final Map<Fault, WebAnswer> INSTEAD = new EnumMap<>(Map.of(
            Fault.ENDPOINT_500, WebAnswer.html(500, "<h1>Internal Server Error</h1>\n"),
            Fault.ENDPOINT_404, ShopSite.notFound(),
            Fault.ENDPOINT_403, WebAnswer.html(403, "<h1>Forbidden</h1>\n"),
            Fault.ENDPOINT_REDIRECT, WebAnswer.html(302, "").with("Location", "https://login.invalid/"),
            Fault.ENDPOINT_LOGIN_PAGE, WebAnswer.html(200, LOGIN_PAGE)));

    private final Path sitePath;
    private final PhpPool pool;
    private final StandInAnswers script;
    private final Faults faults;

    EndpointStandIn(Path sitePath, PhpPool pool, Faults faults) {
        this.sitePath = sitePath;
        this.pool = pool;
        this.script = new StandInAnswers(faults);
        this.faults = faults;
    }

    /** Empty for silence. */
    Optional<WebAnswer> answer(WebRequest request) {
        if (faults.strikes(Fault.ENDPOINT_HANG, request.body())) {
            return Optional.empty();
        }
        var instead = INSTEAD.keySet().stream()
                .filter(fault -> faults.strikes(fault, request.body()))
                .findFirst();
        return instead.map(INSTEAD::get).or(() -> Optional.of(pool.serve(php -> run(request, php))));
    }

    private WebAnswer run(WebRequest request, PhpRequest php) {
        var own = php.script(ShopSite.DOCROOT + PATH);
        var trust = trust();
        if (own.isEmpty() || trust.isEmpty()) {
            return ShopSite.notFound();
        }
        return verified(request, trust.get())
                .map(asked -> script.answer(asked, trust.get().at(), own.get(), php))
                .map(answer -> WebAnswer.json(200, answer.json()))
                .orElseGet(ShopSite::notFound);
    }

    private static Optional<EndpointRequest> verified(WebRequest request, EndpointTrust trust) {
        var authorization = request.header("sluice-authorization").or(() -> request.header("authorization"));
        try {
            return new RequestVerifier(trust.keys())
                    .verify(request.method(), request.target(), request.body(), authorization.orElse(""));
        } catch (IllegalArgumentException signedButNoRequest) {
            return Optional.empty();
        }
    }

    private Optional<EndpointTrust> trust() {
        try {
            return Optional.of(EndpointTrust.parse(Files.readString(sitePath.resolve(".sluice/endpoint.json"))));
        } catch (IOException | IllegalArgumentException missing) {
            return Optional.empty();
        }
    }
}
