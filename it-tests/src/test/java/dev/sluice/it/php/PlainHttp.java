package dev.sluice.it.php;

import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.it.web.WebTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.0 to a site, each request on a connection of its own; what comes back is shown as it was sent. */
record PlainHttp(WebTarget target) implements HostHttp {
    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        long begin = System.nanoTime();
        try (var socket = new Socket()) {
            socket.setSoTimeout(Math.toIntExact(call.timeout().toMillis()));
            socket.connect(target.address());
            socket.getOutputStream().write(request(call));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return parsed(answer, Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException broken) {
            throw new HostHttpException(broken.toString(), broken);
        }
    }

    /** All of an answer but its date. */
    static String shown(HttpAnswer answer) {
        var headers = new TreeMap<>(answer.headers());
        headers.remove("date");
        return answer.status() + " " + headers + "\n" + answer.body();
    }

    private byte[] request(HttpCall call) throws IOException {
        var body = call.body().getBytes(StandardCharsets.UTF_8);
        var head =
                new StringBuilder(call.method() + " " + call.path() + " HTTP/1.0\r\nHost: " + target.site() + "\r\n");
        call.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append(call.method().equals("GET") ? "" : "Content-Length: " + body.length + "\r\n");
        var bytes = new ByteArrayOutputStream();
        bytes.write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
        bytes.write(body);
        return bytes.toByteArray();
    }

    private static HttpAnswer parsed(String answer, Duration took) throws IOException {
        var end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no whole answer: " + answer);
        }
        var head = answer.substring(0, end).lines().toList();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (var line : head.subList(1, head.size())) {
            var colon = line.indexOf(": ");
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 2));
        }
        var status = Integer.parseInt(head.get(0).substring(9, 12));
        return new HttpAnswer(status, headers, answer.substring(end + 4), took);
    }

    @Override
    public void close() {
        // Every request has closed its connection.
    }
}
