package dev.sluice.fastcgi;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.sluice.document.HarmlessText;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.ServiceAddress;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests that PHP-FPM runs without a web server. Each has a connection of its own, and so any free worker. */
public final class FastCgiHttp implements HostHttp {
    private static final int LINE = 300;

    private final HostSession session;
    private final ServiceAddress fpm;
    private final String documentRoot;

    /**
     * Requests to the scripts of one site.
     *
     * @param documentRoot as a web server that passes on the path through {@code current} would name it
     */
    public FastCgiHttp(HostSession session, ServiceAddress fpm, String documentRoot) {
        this.session = session;
        this.fpm = fpm;
        this.documentRoot = documentRoot;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        var limit = Timeout.<HttpAnswer>builder(call.timeout()).withInterrupt().build();
        try {
            return Failsafe.with(limit).get(() -> exchange(call));
        } catch (TimeoutExceededException late) {
            throw failure(call, HostHttpException.late(call.timeout()), late);
        } catch (FailsafeException failed) {
            throw failure(call, why(Optional.ofNullable(failed.getCause()).orElse(failed)), failed);
        }
    }

    private HttpAnswer exchange(HttpCall call) throws HostException, IOException {
        long begin = System.nanoTime();
        try (var stream = session.open(fpm)) {
            stream.output().write(new FastCgiRequest(parameters(call), call.body()).bytes());
            stream.output().flush();
            var answer = FastCgiAnswer.read(stream.input());
            return CgiResponse.of(answer.output(), Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private Map<String, String> parameters(HttpCall call) {
        int query = call.path().indexOf('?');
        var script = query < 0 ? call.path() : call.path().substring(0, query);
        var parameters = new TreeMap<String, String>();
        call.headers().forEach((name, value) -> parameters.put(variable(name), value));
        parameters.putAll(Map.of(
                "GATEWAY_INTERFACE",
                "CGI/1.1",
                "SERVER_PROTOCOL",
                "HTTP/1.1",
                "REQUEST_METHOD",
                call.method(),
                "REQUEST_URI",
                call.path(),
                "SCRIPT_NAME",
                script,
                "SCRIPT_FILENAME",
                documentRoot + script,
                "DOCUMENT_ROOT",
                documentRoot,
                "QUERY_STRING",
                query < 0 ? "" : call.path().substring(query + 1),
                "REMOTE_ADDR",
                "127.0.0.1",
                "CONTENT_LENGTH",
                Integer.toString(call.body().getBytes(StandardCharsets.UTF_8).length)));
        return parameters;
    }

    /** CGI's name of a header (RFC 3875, section 4.1.18); the type of the body has one of its own. */
    private static String variable(String header) {
        var name = header.toUpperCase(Locale.ROOT).replace('-', '_');
        return name.equals("CONTENT_TYPE") ? name : "HTTP_" + name;
    }

    private HostHttpException failure(HttpCall call, String why, Throwable cause) {
        return new HostHttpException(
                call.method() + " " + call.path() + " by PHP-FPM at " + fpm + " on " + session.host() + ": " + why,
                cause);
    }

    private static String why(Throwable cause) {
        if (cause instanceof EOFException) {
            return "the connection was cut before the answer was complete";
        }
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : HarmlessText.line(message, LINE);
    }

    /** Does nothing: connections end with their answers. */
    @Override
    public void close() {}
}
