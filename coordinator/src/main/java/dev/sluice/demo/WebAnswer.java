package dev.sluice.demo;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP/1.1 answer. */
record WebAnswer(int status, Map<String, String> headers, String body) {
    static WebAnswer html(int status, String body) {
        return new WebAnswer(status, Map.of("Content-Type", "text/html; charset=utf-8"), body);
    }

    static WebAnswer json(int status, String body) {
        return new WebAnswer(status, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), body);
    }

    WebAnswer with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new WebAnswer(status, more, body);
    }

    byte[] bytes() {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("HTTP/1.1 " + status + " -\r\nContent-Length: " + content.length + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return concat(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), content);
    }

    private static byte[] concat(byte[] head, byte[] content) {
        var all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }
}
