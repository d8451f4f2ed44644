package dev.sluice.http;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.SecretSource;
import dev.sluice.host.AnswerFields;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.step.StepFailure;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HTTP by a curl that runs on the host, for hosts whose sshd forwards no connections. Each request is a process, and a
 * connection, of its own. TLS is verified there, against the authorities that the host knows unless the inventory names others.
 */
final class CurlHttp implements HostHttp {
    private static final int LARGEST_BODY = 1 << 20;
    private static final int LARGEST_HEAD = 1 << 16;
    private static final int LINE = 300;
    private static final int MOST_OF_A_STATUS = 255;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** For what surrounds the request: a channel, a shell. */
    private static final Duration AROUND = Duration.ofSeconds(20);

    private final HostSession session;
    private final WebTarget site;
    private final Headers headers;
    private final CurlTrust trust;

    CurlHttp(HostSession session, WebTarget site, SecretSource secrets, CurlTrust trust) {
        this.trust = trust;
        this.session = session;
        this.site = site;
        this.headers = new Headers(site, secrets);
    }

    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        var mark = mark();
        var config =
                new CurlConfig(site, mark).of(call, headers.of(call), trust).getBytes(StandardCharsets.UTF_8);
        var command = new HostCommand(
                HostScripts.HTTP,
                values(),
                new HostCommand.Payload(out -> out.write(config)),
                call.timeout().plus(AROUND));
        long begin = System.nanoTime();
        try {
            var result = session.run(command);
            return headers.masked(answer(call, result, mark, Duration.ofNanos(System.nanoTime() - begin)));
        } catch (HostException failed) {
            throw failure(call, String.valueOf(failed.getMessage()), failed);
        }
    }

    private Map<String, String> values() {
        return Map.of(
                "most",
                Integer.toString(LARGEST_BODY + LARGEST_HEAD),
                "authorities",
                trust.authorities(),
                "revealing",
                site.base().isHttps() ? CurlConfig.revealing(site) : "");
    }

    private HttpAnswer answer(HttpCall call, CommandResult result, String mark, Duration measured)
            throws HostHttpException, HostException {
        if (result.code().equals(StepFailure.NO_CURL.code())) {
            throw failure(call, StepFailure.NO_CURL.what() + "; " + StepFailure.NO_CURL.next(), null);
        }
        if (!result.ok()) {
            throw failure(
                    call,
                    "the host's script failed: " + HarmlessText.line(result.code() + " " + result.values(), LINE),
                    null);
        }
        var fields = new AnswerFields(session.host(), HostScripts.HTTP.name(), result.values());
        var answer = new CurlAnswer(text(result), mark);
        var status = fields.someNumber("exit", MOST_OF_A_STATUS);
        // A body that is too large is cut off here, and curl then cannot write: not a failure of the site.
        boolean cutByUs = !answer.whole() && answer.text().length() >= LARGEST_BODY + LARGEST_HEAD;
        if (status.isPresent() && !cutByUs) {
            throw failure(call, fields.someIdentifier("key"), Long.toString(status.getAsLong()), result.log());
        }
        return answer.read(LARGEST_BODY, measured)
                .orElseThrow(() -> failure(call, "the output is not an HTTP answer", null));
    }

    private String text(CommandResult result) throws HostException {
        var text = new StringBuilder();
        for (var row : result.rows()) {
            var bytes = new AnswerFields(session.host(), HostScripts.HTTP.name(), row)
                    .bytes("hex", AnswerLimits.LIST_CHARS);
            text.append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private static String mark() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private HostHttpException failure(HttpCall call, Optional<String> key, String status, String log) {
        var problem = CurlFailure.certificate(status, log, key);
        var why = problem.map(some -> "no trusted TLS connection: " + some.what())
                .orElseGet(() -> CurlFailure.reason(status, log, call.timeout()));
        return new HostHttpException(
                asked(call) + why,
                problem.map(CertificateProblem::next).orElseGet(() -> CurlFailure.next(status, log)));
    }

    private String asked(HttpCall call) {
        return call.method() + " " + site.url(call.path()) + " by curl on " + session.host() + ": ";
    }

    private HostHttpException failure(HttpCall call, String why, @Nullable Exception cause) {
        var message = asked(call) + why;
        return cause == null ? new HostHttpException(message) : new HostHttpException(message, cause);
    }

    /** Nothing is kept between requests. */
    @Override
    public void close() {}
}
